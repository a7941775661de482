"""Words of speech and the people who use them: the vocabulary of `speakers`."""

import re
from typing import Final

from geo.codes import SourceKind
from geo.extract.scanning import Scan

VERBS: Final = frozenset(
    """
    accuse accused accuses acknowledged acknowledges added adds admit admits admitted allege
    alleged alleges announce announced announces answered answers argue argued argues ascribed
    ascribes assert asserted asserts assess assessed assesses assessing assured assures
    attribute attributed attributes believe believed believes blame blamed blames boasted boasts
    brushed called calls cite cited cites claim claimed claims complained complains conclude
    concluded concludes confirm confirmed confirms consider considers contended contends count
    counted countered counters counts credited credits declare declared declares denied denies
    deny describe described describes detailed disclosed dismiss dismissed dismisses documented
    documents emphasised emphasises emphasized emphasizes estimate estimated estimates explained
    explains find finds found gave gives highlighted highlights identified identifies identify
    indicate indicated indicates informed informs insist insisted insists list listed lists
    logged logs maintain maintained maintains mention mentioned mentions note noted notes placed
    places protest protests put puts putting quoted recalled recalls reckon reckoned reckons
    recorded records regard regards registered registers reject rejected rejects remarked
    remarks repeat repeated repeats replied replies report reported reports retorted retorts
    reveal revealed reveals said say saying says state stated states suggest suggested suggests
    swear swears tallied tell tells think thinks told tweeted underlined underlines verified
    warn warned warns write writes wrote
    """.split()  # noqa: SIM905
)
DENIAL: Final = Scan(
    r"\b(?:den(?:y|ied|ies|ying)|reject(?:ed|s|ing)?|dismiss(?:ed|es|ing)?|refut(?:ed|es|ing)|"
    r"repudiat\w+|"
    r"disput(?:ed|es)|brushed\s+(?:\w+\s+){0,4}aside|disavow\w*|disown\w*|baseless|unfounded|"
    r"untrue)\b",
    re.IGNORECASE,
)
OFFICES: Final = (
    r"spokes(?:man|men|person|persons|woman|people)|officials?|officers?|ministers?|ministr(?:y|"
    r"ies)|"
    r"governors?|police|chiefs?|commanders?|generals?|colonels?|authorit(?:y|ies)|government|"
    r"presidents?|"
    r"prosecutors?|investigators?|army|military|military's|command|corps|department|agency|"
    r"agencies|"
    r"directors?|directorate|intelligence|mayors?|secretary|embassy|ambassadors?|envoys?|"
    r"administration|"
    r"office|council|councillors?|councilors?|senators?|lawmakers?|parliamentarians?|committee|"
    r"council|"
    r"services?|security sources|judge|court|guards?"
)
OBSERVERS: Final = (
    r"residents?|witness(?:es)?|eyewitness(?:es)?|elders?|villagers?|locals|doctors?|medics?|"
    r"nurses?|"
    r"hospitals?|survivors?|relatives|famil(?:y|ies)|mothers?|drivers?|farmers?|shopkeepers?|"
    r"teachers?|"
    r"neighbou?rs?|sources?|people|members?|journalists?|clinic|surgeon|activists?|health workers?|"
    r"staff|detainees?|refugees?|traders?|worker"
)
ANALYSTS: Final = (
    r"propaganda|dossier|bulletin|reports?|experts?|analysts?|researchers?|monitors?|researchers?|"
    r"scholars?|observers?|"
    r"watchdogs?|"
    r"think[ -]tanks?|institute|cent(?:re|er)|organi[sz]ations?|charity|charities|commission|"
    r"mission|team|panel|study|survey|assessments?|authors?|paper|document|letter|digest|tally|"
    r"newspaper|daily|broadcaster|media|agency|channel|radio|website|outlets?|statement|figures|"
    r"data|"
    r"footage|video|firms?|compan(?:y|ies)|states?|union|academy|university|professor|lecturer|"
    r"historian|compiler|"
    r"front|"
    r"party|movement|group|groups|network|fighters?|militants?|recruiter|envoy"
)
HEAD: Final = Scan(rf"\b(?:{OFFICES}|{OBSERVERS}|{ANALYSTS})\b", re.IGNORECASE)
NAME: Final = re.compile(
    r"\b[A-Z][\w'’-]+(?: (?:[A-Z][\w'’.-]*|al-[A-Z]\w+|ul-[A-Z]\w+|bin|ul|al|e))*(?:,? (?:Jr|"
    r"Sr)\.)?"
)
PRONOUN: Final = re.compile(r"(?:he|she|they|it|who|the same \w+)\Z", re.IGNORECASE)

_PARTIES: Final = (
    r"taliban|talib|emirate|daesh|is-?kp?|iskp|ttp|nrf|aff|isis|islamic state|al-?qa\w+|front|"
    r"militants?|insurgents?|fighters?|group|gdi|bla|de facto"
)
_PRESS: Final = (
    r"press|news|media|newspaper|daily|tv|radio|television|broadcaster|journalists?|website|"
    r"channel|reuters|outlets?"
)
_NGO: Final = (
    r"analysts?|researchers?|institute|cent(?:re|er)|charity|charities|ngo|rights|think[ -]tank|"
    r"experts?|hospital|doctors?|professor|scholars?|watch|amnesty"
)
_SEATS: Final = (
    r"kabul|islamabad|washington|moscow|dushanbe|tehran|pakistan|tajikistan|iran|pentagon|kremlin|"
    r"capitol|beijing"
)
_KINDS: Final = tuple(
    (kind, Scan(rf"\b(?:{words})\b", re.IGNORECASE))
    for kind, words in (
        (SourceKind.PARTY, _PARTIES),
        (SourceKind.UN, r"u\.?n\.?|united nations|unama|monitoring team|security council"),
        (SourceKind.PRESS, _PRESS),
        (SourceKind.NGO, _NGO),
        (SourceKind.GOVERNMENT, f"{OFFICES}|{_SEATS}"),
    )
)


def kind_of(words: str) -> SourceKind:
    """What sort of body a speaker stands for, by the words that name it."""
    for kind, pattern in _KINDS:
        if pattern.search(words):
            return kind
    return SourceKind.UNKNOWN
