"""Nouns for those who are counted, hurt and killed, and the head noun after a number."""

from collections.abc import Sequence
from typing import Final

from geo.extract.spans.lexing import listed, words

_STEMS: Final = listed(
    "person civilian soldier officer policeman policewoman guard trooper serviceman "
    "servicewoman commando marine airman sailor general colonel captain major lieutenant "
    "sergeant corporal commander militant fighter insurgent gunman rebel attacker assailant "
    "bomber jihadist extremist terrorist operative member affiliate recruit suspect "
    "facilitator leader chief deputy official governor mayor minister ambassador diplomat "
    "judge prosecutor lawyer lawmaker parliamentarian senator councillor councilor elder "
    "cleric imam mullah scholar preacher worshipper worshiper pilgrim mourner protester "
    "protestor demonstrator man woman child boy girl baby infant toddler youth teenager "
    "adult student pupil teacher professor doctor nurse medic midwife patient worker "
    "laborer labourer employee staffer engineer driver passenger commuter pedestrian "
    "bystander passer-by passerby shopkeeper shopper vendor trader merchant businessman "
    "farmer shepherd villager resident local refugee returnee migrant tourist traveller "
    "traveler journalist reporter cameraman photographer editor activist aid-worker "
    "contractor interpreter translator deminer miner mechanic victim casualty hostage "
    "detainee prisoner inmate captive relative brother sister son daughter father mother "
    "wife husband cousin uncle nephew widow parent sibling bodyguard escort aide adviser "
    "advisor spokesman spokesperson secretary clerk interior-minister policymaker candidate "
    "voter poll-worker foreigner national citizen afghan pakistani american briton spaniard "
    "chinese iranian indian turk german french romanian russian uzbek tajik hazara shiite "
    "sikh hindu sunni shia sufi talib taliban kidnapper smuggler criminal robber thief "
    "gangster human colleague comrade companion friend neighbour neighbor family body "
    "corpse individual people personnel staff troop police crew squad guest customer other "
    "survivor defender recruit cadet trainee instructor pilot athlete player cricketer "
    "singer artist poet historian academic referee spectator fan devotee believer follower "
    "supporter sympathiser sympathizer loyalist warlord peacekeeper inspector "
    "superintendent constable ranger paramilitary levy mujahid mujahideen mastermind "
    "planner trainer smuggler courier financier spy informant collaborator intruder "
    "infiltrator ally subcommander sub-commander custodian caretaker shopowner owner maker "
    "seller writer broadcaster colonel-general boss head director manager president "
    "vice-president king prince senior-leader figure kid schoolgirl schoolboy schoolchild "
    "assistant fundraiser niece lad kinsman grandmother grandfather grandson granddaughter aunt "
    "kinswoman apostate polytheist infidel crusader "
    "bride groom guest weddinggoer wedding-goer evacuee barber baker tailor butcher cook "
    "cleaner janitor watchman gatekeeper porter vaccinator volunteer humanitarian "
    "consultant expert analyst technician electrician plumber carpenter nomad herder "
    "labor-leader sheikh maulana mawlawi mawlana maulvi emir chieftain elder afghani kurd arab "
    "saudi iraqi syrian yemeni "
    "conscript warden sentry chauffeur raider disciple apprentice surveyor hydrologist "
    "principal headmaster educator lecturer chancellor dean paramedic pharmacist "
    "tribesman clansman militiaman fisherman taxi-driver herdsman servicemember cyclist "
    "founder predecessor successor propagandist puppet hireling associate "
    "kazakh uyghur chechen australian norwegian lithuanian canadian italian european westerner"
)
_IRREGULAR: Final = {
    "person": "people persons",
    "policeman": "policemen",
    "tribesman": "tribesmen",
    "kinsman": "kinsmen",
    "clansman": "clansmen",
    "militiaman": "militiamen",
    "fisherman": "fishermen",
    "herdsman": "herdsmen",
    "sentry": "sentries",
    "policewoman": "policewomen",
    "serviceman": "servicemen",
    "servicewoman": "servicewomen",
    "airman": "airmen",
    "gunman": "gunmen",
    "man": "men",
    "woman": "women",
    "child": "children",
    "baby": "babies",
    "cameraman": "cameramen",
    "businessman": "businessmen",
    "spokesman": "spokesmen",
    "passer-by": "passers-by",
    "passerby": "passersby",
    "casualty": "casualties",
    "family": "families",
    "body": "bodies",
    "ally": "allies",
    "schoolchild": "schoolchildren",
    "levy": "levies",
    "watchman": "watchmen",
    "secretary": "secretaries",
    "spy": "spies",
    "wife": "wives",
    "thief": "thieves",
    "deputy": "deputies",
    "paramilitary": "paramilitaries",
    "chinese": "chinese",
    "french": "french",
}
_COLLECTIVE: Final = words(
    "people personnel staff troops police taliban mujahideen crew policemen forces khawarij khwarij"
)
_NO_SINGULAR: Final = words(
    "people personnel staff police crew other figure head national local human minor king "
    "foreign major general boss"
)
SINGULAR: Final = frozenset(_STEMS) - _COLLECTIVE - _NO_SINGULAR
PLURAL: Final = (
    frozenset(
        word
        for stem in _STEMS
        for word in _IRREGULAR.get(stem, stem if stem in _COLLECTIVE else stem + "s").split()
    )
    | _COLLECTIVE
)
WEAK: Final = words(
    "afghani afghanis kurd kurds arab arabs saudi saudis iraqi iraqis syrian syrians kazakh "
    "uyghur uyghurs chechen chechens australian norwegian lithuanian canadian italian european "
    "afghan afghans pakistani pakistanis american americans chinese iranian iranians indian "
    "indians turk turks german germans french romanian romanians russian russians uzbek uzbeks "
    "tajik tajiks hazara hazaras shiite shiites sikh sikhs hindu hindus sunni sunnis shia shias "
    "sufi sufis taliban talib police paramilitary family other staff woman women child teenage "
    "student rebel insurgent militant jihadist extremist terrorist criminal sheikh mullah imam "
    "captive resident suspect refugee migrant chief"
)
"""Words that are people alone but often only describe the noun after them."""

MILITANTS: Final = words(
    "militant militants fighter fighters insurgent insurgents rebel rebels jihadist jihadists "
    "extremist extremists terrorist terrorists operative operatives talib taliban facilitator "
    "facilitators affiliate affiliates gunman gunmen enemy ringleader ringleaders khawarij khwarij "
    "mastermind masterminds planner planners infiltrator infiltrators"
)
MEMBERS: Final = words(
    "member members leader leaders commander commanders men man suspect suspects recruit "
    "recruits subcommander sub-commander chief associate associates deputy"
)
"""Words that mean militants where the name of a group stands beside them."""

GROUP_WORDS: Final = words(
    "taliban is isis isil iskp daesh ttp qaeda qaida haqqani nrf aff aqis etim tip imu bla "
    "insurgent militant rebel terrorist khorasan ansarullah lashkar jaish jamaat"
)
ATTACKERS: Final = words(
    "attacker attackers assailant assailants bomber bombers gunman gunmen perpetrator "
    "perpetrators assassin assassins intruder intruders hijacker hijackers shooter shooters"
)
COUNTED: Final = words(
    "attack attacks bombing bombings blast blasts explosion explosions incident incidents "
    "operation operations raid raids strike strikes airstrikes groups group casualties deaths "
    "fatalities injuries arrests killings kidnappings abductions assassinations clashes camps "
    "bases districts provinces cells leaders lives vehicles rockets weapons madrasas schools "
    "centres centers countries times houses shops homes events violations detentions executions "
    "assaults ambushes battles"
)
STOPS: Final = words(
    "in on at by from to with for as was were is are be been has have had who whom which that "
    "when where while after before since until during near including and or but than into over "
    "under against between among across through killed wounded injured dead died hurt arrested "
    "detained captured said told will would could may might also then if because kidnapped "
    "abducted"
)
_AGENT_SUFFIXES: Final = ("er", "or", "ist", "ian", "eer", "man", "woman")
_NOT_AGENTS: Final = words(
    "number other over power water border center quarter later under after longer former senior "
    "major minor interior river tanker corner banner poster computer helicopter order matter "
    "letter winter summer master paper tower danger motor sector tractor door floor poor prior "
    "error terror horror mirror human german roman divider trailer bunker freezer cover shelter "
    "chapter cluster disaster further greater larger smaller another either neither whether "
    "eager proper inner outer upper lower younger older rather together answer layer trigger "
    "carrier cylinder cooker container drawer grader charter register transformer launcher "
    "transponder tender customer-post razor tumor minister-level flavor favor labor honor humor "
    "rumor armor harbor"
)


def is_agent(word: str) -> bool:
    """Whether an unknown word looks like somebody by trade: "seller", "hydrologist"."""
    return len(word) > 4 and word.endswith(_AGENT_SUFFIXES) and word not in _NOT_AGENTS


_SKIPPED: Final = words("of the their its his her these those our other more such all")
_REACH: Final = 6


def head_noun(words: Sequence[str], start: int) -> str:
    """The noun that a number before `words[start]` counts, lower case, or "".

    Args:
        words: Lower-case tokens of a text.
        start: Place of the first token after the number.
    """
    found = ""
    for word in words[start : start + _REACH]:
        if word in PLURAL or word in SINGULAR or word in COUNTED:
            found = word
            continue
        if found or word in STOPS or not (word[0].isalnum() or word in "-'’."):
            break
    if found:
        return found
    for word in words[start : start + 3]:
        if word in _SKIPPED and (word != "the" or words[start] == "of"):
            continue
        if word in STOPS or not word[0].isalpha():
            break
        if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "ous")):
            return word
        if found:
            break
        found = word
    return found
