"""Words of speech and the people who use them: the vocabulary of `speakers`."""

import re
from typing import Final

from geo.codes import SourceKind

VERBS: Final = (
    r"said|says|say|saying|told|tells|tell|stated|states|state|adds|added|"
    r"announced|announces|announce|confirmed|confirms|confirm|reported|reports|report|"
    r"claimed|claims|claim|denied|denies|deny|rejected|rejects|reject|dismissed|"
    r"dismisses|dismiss|estimated|estimates|estimate|noted|notes|note|warned|warns|"
    r"warn|believes|believe|believed|argues|argue|argued|insists|insist|insisted|"
    r"maintains|maintain|maintained|acknowledged|acknowledges|admitted|admits|admit|"
    r"alleged|alleges|allege|emphasised|emphasized|emphasises|emphasizes|declared|"
    r"declares|declare|asserted|asserts|assert|wrote|writes|write|tweeted|recalled|"
    r"recalls|explained|explains|described|describes|describe|revealed|reveals|reveal|"
    r"concluded|concludes|conclude|found|finds|find|recorded|records|documented|"
    r"documents|registered|registers|verified|counted|counts|count|puts|put|putting|"
    r"placed|places|lists|list|listed|highlighted|highlights|mentioned|mentions|"
    r"mention|cited|cites|cite|accused|accuses|accuse|blamed|blames|blame|answered|"
    r"answers|replied|replies|repeated|repeats|repeat|boasted|boasts|contends|"
    r"contended|suggests|suggested|suggest|indicates|indicated|indicate|assesses|"
    r"assessed|assessing|assess|remarked|remarks|quoted|underlined|underlines|"
    r"detailed|identifies|identified|identify|disclosed|attributed|attributes|"
    r"attribute|ascribed|ascribes|counters|countered|considers|consider|thinks|think|"
    r"regards|regard|reckons|reckon|reckoned|swears|swear|brushed|protests|"
    r"complained|gives|gave|credits|credited"
    r"|complains|complained|retorted|retorts|tallied|assured|assures|went on|goes on|stands? by|"
    r"arrives? at|protest|owned up to|speaks? of|spoke of|hold(?:s)? that|held that"
)
DENIAL: Final = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|reject(?:ed|s|ing)?|dismiss(?:ed|es|ing)?|refut(?:ed|es|ing)|"
    r"repudiat\w+|"
    r"disput(?:ed|es)|brushed\s+(?:\w+\s+){0,4}aside|disavow\w*|disown\w*)\b",
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
    r"reports?|experts?|analysts?|researchers?|monitors?|researchers?|scholars?|observers?|"
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
HEAD: Final = re.compile(rf"\b(?:{OFFICES}|{OBSERVERS}|{ANALYSTS})\b", re.IGNORECASE)
NAME: Final = re.compile(
    r"\b[A-Z][\w'’-]+(?: (?:[A-Z][\w'’.-]*|al-[A-Z]\w+|ul-[A-Z]\w+|bin|ul|al|e))*(?:,? (?:Jr|"
    r"Sr)\.)?"
)
PRONOUN: Final = re.compile(
    r"(?:he|she|they|it|who|one|others?|another|the same \w+)\Z", re.IGNORECASE
)

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
    (kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
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
