"""Where speech is reported: the cues around verbs of speech, as compiled expressions."""

import re
from typing import Final

from geo.extract.scanning import Held, Scan
from geo.extract.spans.speech import VERBS

VERB: Final = Scan(
    r"\b(?:(?P<phrase>went on|goes on|referred to|refers to|stands? by|arrives? at|owned up to|"
    r"speaks? of|spoke of|"
    r"holds? that|held that)|(?P<word>[a-z]{3,12}))\b",
    begins=(
        *VERBS, "went on", "goes on", "refer", "stand", "arrive", "owned up", "speak", "spoke",
        "hold", "held",
    ),
)  # fmt: skip
"""Words that may be of speech; those in `speech.VERBS` and the phrases are."""
WEAK: Final = re.compile(
    r"(?:found|finds?|put|puts|putting|placed|places|recorded|records|list|lists|listed|counts?|"
    r"counted|"
    r"registers?|registered|verified|documents?|documented|considers?|thinks?|think|regards?|"
    r"reports?|"
    r"claims?|estimates?|accuse[sd]?|blame[sd]?|cite[sd]?|attribute[sd]?|ascribe[sd]?|"
    r"describe[sd]?|suggests?|suggested|indicate[sd]?|notes?|states?|state|places|gives|gave|"
    r"credits|credited|identif\w+|answers?|answered|replie[sd]|boasts?|boasted|repeat\w*|detailed|"
    r"quoted|mentions?|brushed|remarks?|highlights|find|assess\w*)\Z"
)
PASSIVE: Final = re.compile(
    r"\b(?:was|were|been|be|is|are|being|to|not|the|a|an|its|their|his|her|of|these|those|such|"
    r"false|many|several|no|this|that|own|two|recent|latest|quarterly|annual)\s+(?:also\s+|"
    r"\w+ly\s+)?\Z",
    re.IGNORECASE,
)
NOT_SPEECH: Final = re.compile(
    r"\s+(?:responsibility|credit|(?:the|this|that|an?|both|two|three|\d(?!\d))?\s*(?:\w+\s+){0,2}"
    r"(?:attacks?|bombings?|assaults?|blasts?|killings?|raids?|massacre|operations?|lives|life)\b)"
)
_NO_VERDICT: Final = (
    r"(?!.{1,90}\b(?:baseless|untrue|unfounded|propaganda|exaggerated|nonsense|false|slander)\b)"
)
NOT_AFTER: Final = {
    "announced": re.compile(r"\s+(?:the|an?|its|their|several|two|three)\s"),
    "announces": re.compile(r"\s+(?:the|an?|its|their|several|two|three)\s"),
    "announce": re.compile(r"\s+(?:the|an?|its|their|several|two|three)\s"),
    "reported": re.compile(r"\s+(?:killed|dead|missing|captured|wounded|by|to)\b"),
    "say": re.compile(r",(?! [\w ]{3,30}, that)"),
    "called": re.compile(_NO_VERDICT),
    "calls": re.compile(_NO_VERDICT),
    "replied": re.compile(r"\s+(?!that\b|:|,|“|\")"),
    "gave": re.compile(r"\s+(?!\d|some\b|at\b|a figure|the (?:toll|number|figure))"),
    "gives": re.compile(r"\s+(?!\d|some\b|at\b|a figure|the (?:toll|number|figure))"),
    "found": re.compile(r"\s+(?!that\b|\d|no\b|only\b|evidence|at\b|\w+ \w+ and)"),
    "placed": re.compile(r"\s+(?:under|on|in|beneath|inside)\b"),
}
BY: Final = Scan(
    r"\b(?:believed|said|reported|estimated|alleged|thought|considered|put|counted|recorded|"
    r"documented|"
    r"verified|quoted|confirmed|described|registered|acknowledged|admitted|cited|given)"
    r"(?: \w+){0,2}? by (?=\S)"
)
ACCORDING: Final = Scan(
    r"\b(?:according to|in the (?:words|view|opinion|account|version|reading|estimate|eyes|"
    r"telling) of|"
    r"by the (?:count|account|reckoning|estimate|tally) of|as (?:told|reported|stated|claimed|"
    r"announced) by|cited by|on the word of)\s+(?=\S)",
    re.IGNORECASE,
)
COUNT_OF: Final = re.compile(
    r"\b(?:[Bb]y|[Ii]n|[Oo]n)\s+(?P<who>[\w.’][\w.’ -]{1,60}?)['’]s?\s+"
    r"(?:(?:own|final|latest|first)\s+)?"
    r"(?:reckoning|count|account|tally|estimate|version|words|reading|figures|view|telling|book)\b"
)
POSSESSED: Final = re.compile(
    r"['’]s?\s+(?:(?:own|repeated|latest|recent|new|quarterly|annual)\s+)?"
    r"(?:claims?|reports?|statements?|assertions?|assurances?|allegations?|estimates?|assessments?|"
    r"figures?|denials?|protestations?|promises?|insistence)\s+(?:that|of|about|to have|on|puts?|"
    r"has|"
    r"is|did|was)\s"
)
CLAIM_BY: Final = Scan(
    r"\b(?:claims?|statements?|reports?|estimates?|assessments?|findings?|figures?|announcements?|"
    r"denials?)\s+(?:made\s+|issued\s+|released\s+|published\s+)?(?:by|from)\s+(?=\S)"
)
LABEL: Final = Held(r"(?P<who>[A-Z][\w.’'-]*(?: [\w.’'-]+){0,4}):\s+(?=\S)")
SILENT: Final = re.compile(
    r"(?:[Aa]nother\Z|I|We|You|And|whose|Whose|But|What|Who|This|That|There|Here|Those|These|"
    r"Nobody|"
    r"None|Some|"
    r"Most|Many|All|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|nobody|no \w+|none|there|this|that|which|what|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December))\b"
)
NP_END: Final = re.compile(
    r"[,;:()\[\]“”\"!?\n]|\.(?=\s+[A-Z“\"]|\s*\Z)|\s[–—-]\s|"
    r"\b(?:who|which|that|while|whereas|but|when|where|after|before|because|said|says|as|has|have|"
    r"had|was|"
    r"were|is|are|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|in (?:\d{4}|Jan|Feb|Mar|Apr|May|"
    r"Jun|"
    r"Jul|Aug|Sep|Oct|Nov|Dec))\b"
)
TAIL: Final = re.compile(
    r"(?:[\s,]+(?:also|later|has|have|had|again|recently|earlier|repeatedly|often|always|long|even|"
    r"were|are|only|then|now|still|"
    r"once|"
    r"further|already|however|meanwhile|yesterday|today|tonight|would|could|did|does|do|since|too|"
    r"himself|itself|separately|likewise|both|all|either|(?!(?:t|f|assemb|supp|ital)\w*ly\b|"
    r"ally\b)\w+ly|"
    r"on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: \w+)?|on \w+ \d{1,2}|on \d{1,2} \w+|"
    r"(?:this|last|next) (?:week|month|year|\w+day)|in (?:a|its|his|their|the) (?:\w+ ){0,3}"
    r"(?:statement|tweet|interview|report|message|letter|briefing|post|video|paper)))+\s*\Z"
)
AMID: Final = re.compile(
    r",? (?:in (?:an?|his|her|its|the) (?:[\w-]+ ){0,3}(?:interviews?|conversation|talk)|"
    r"speaking|talking) (?:with|to|on|at)\b.*\Z",
    re.DOTALL,
)
"""Words between a speaker and the verb that name the medium: "X, in an interview with Y, said"."""
CUT: Final = re.compile(
    r"[;:“”\"!?()\[\]\n]|(?<!\b[A-Z])\.\s(?=[A-Z“\"])|\s[–—-]{1,2}\s|"
    r",?\s(?:while|whereas|but|although|though|because|after|before|when|where|which|whom|and|or|"
    r"that|"
    r"as|since|if|until|than)\s(?!of\b)"
)
CITING: Final = re.compile(
    r",?\s(?:citing|quoting|referring to|based on|with reference to)\s+(?=\S)"
)
ARTICLE: Final = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Tt]his|[Tt]hat|[Oo]ur|[Bb]ut|[Aa]nd|[Ii]n|"
    r"[Oo]n|"
    r"[Dd]espite|[Ww]hile|[Aa]lthough|[Nn]otwithstanding|[Mm]eanwhile|[Ll]ater|[Aa]lso|[Mm]oreover|[Hh]owever|[Aa]s|[Ee]ven|[Yy]et)\s+)+"
)
ONLY_TIME: Final = re.compile(
    r"\s*(?:on \w+day(?: \w+)?|\w+day|on \w+ \d{1,2}|yesterday|today|later|this week|in (?:a|its|"
    r"his|their|the) [\w\s]{3,40}|"
    r"last \w+|[\w\s]{0,14})?\s*(?:[.;,)]|\Z)"
)
GROUP_SUBJECT: Final = Scan(
    r"\b(?:taliban|talib|iskp|is-?kp?|isis(?:-k)?|daesh|islamic state|ttp|nrf|aff|bla|al-?qa\w+|"
    r"kabul|islamabad|"
    r"washington|moscow|dushanbe|tehran|beijing|pakistan|tajikistan|iran|afghanistan|russia|"
    r"emirate)\Z",
    re.IGNORECASE,
)
VERBS_AFTER_QUOTE: Final = re.compile(r"[,”\"’]\s*\Z")
FINITE: Final = re.compile(r"\s+(?:has|have|had|was|were|is|are|said|says)\b")
CITED: Final = re.compile(r"\b(?:[Qq]uoting|[Cc]iting)\s+(?=\S)")
