"""The tables of a snapshot, described once.

What is written, the codebook page of the docs and the headers of exports are made from
here; a column that is not described cannot be stored.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name, Arrow type, unit ("" if none) and meaning."""

    name: str
    arrow: str
    unit: str
    meaning: str


Table = tuple[Column, ...]

DOCUMENTS: Final[Table] = (
    Column("doc_id", "string", "", "Identifier of the document."),
    Column("title", "string", "", "Headline, empty where unknown."),
    Column("publisher", "string", "", "Publisher, empty where unknown."),
    Column("source_kind", "string", "", "un, government, party, press, ngo or unknown."),
    Column("published", "date32", "", "Day of publication; null where unknown."),
    Column("published_basis", "string", "", "How the day is known."),
    Column("url", "string", "", "Where it was published; never fetched."),
    Column("licence", "string", "", "Licence of the text, or unknown."),
    Column("sha256", "string", "", "Digest of the file."),
    Column("n_claims", "int32", "claims", "Claims extracted from it."),
    Column("text", "string", "", "The whole text, untouched."),
)

CLAIMS: Final[Table] = (
    Column("claim_id", "string", "", "Hash of document and content."),
    Column("doc_id", "string", "", "Document that says it."),
    Column("kind", "string", "", "event, presence or statistic."),
    Column("stance", "string", "", "asserted or denied."),
    Column("speakers", "list<string>", "", "Who says it, nearest to the document first."),
    Column("speaker_kinds", "list<string>", "", "Source kind of each speaker."),
    Column("actors", "list<string>", "", "Actor ids."),
    Column("date_start", "date32", "", "First possible day; null where unknown."),
    Column("date_end", "date32", "", "Last possible day; null where unknown."),
    Column("date_prec", "int8", "", "UCDP date precision, 1 to 5."),
    Column("event_type", "string", "", "ACLED sub-event type."),
    Column("attribution", "string", "", "claimed, attributed, suspected, disputed, unknown."),
    Column("target", "string", "", "Target in the text's words."),
    Column("target_type", "string", "", "Kind of target."),
    Column("deaths_low", "int32", "persons", "Lowest number of deaths said."),
    Column("deaths_best", "int32", "persons", "Number of deaths said."),
    Column("deaths_high", "int32", "persons", "Highest number of deaths said."),
    Column("injured_low", "int32", "persons", "Lowest number of injured said."),
    Column("injured_best", "int32", "persons", "Number of injured said."),
    Column("injured_high", "int32", "persons", "Highest number of injured said."),
    Column("attackers_low", "int32", "persons", "Lowest number of dead attackers."),
    Column("attackers_best", "int32", "persons", "Number of dead attackers."),
    Column("attackers_high", "int32", "persons", "Highest number of dead attackers."),
    Column("activity", "string", "", "Activity of a presence claim."),
    Column("strength_low", "int32", "see counted", "Lowest strength."),
    Column("strength_high", "int32", "see counted", "Highest strength."),
    Column("counted", "string", "", "Whom the strength counts."),
    Column("metric", "string", "", "What a statistic counts."),
    Column("low", "double", "see metric", "Lowest value of a statistic."),
    Column("high", "double", "see metric", "Highest value of a statistic."),
    Column("change_pct", "double", "percent", "Change against the earlier period."),
    Column("score", "float", "0 to 1", "How sure the extractor is."),
    Column("review", "bool", "", "Held back from the map until a person looks."),
    Column("extractor", "string", "", "Which extractor made it."),
    Column("event_id", "string", "", "Event it was linked to; null unless kind is event."),
)

CLAIM_PLACES: Final[Table] = (
    Column("claim_id", "string", "", "Claim."),
    Column("n", "int16", "", "Position in the claim's list of places, from 0."),
    Column("name", "string", "", "The words of the text."),
    Column("country", "string", "", "ISO 3166-1 alpha-2; null for a region across countries."),
    Column("adm1", "string", "", "ISO 3166-2 of the province."),
    Column("kind", "string", "", "site, city, district, province, region or country."),
    Column("place_id", "string", "", "Row of the gazetteer."),
    Column("adm2", "string", "", "District id."),
    Column("lat", "double", "degrees north", "Point, only where where_prec is 1 or 2."),
    Column("lon", "double", "degrees east", "Point, only where where_prec is 1 or 2."),
    Column("where_prec", "int8", "", "UCDP where_prec, 1 to 7."),
)

EVIDENCE: Final[Table] = (
    Column("claim_id", "string", "", "Claim."),
    Column("n", "int16", "", "Position, from 0."),
    Column("start", "int32", "code points", "First character in the document."),
    Column("end", "int32", "code points", "Just past the last character."),
    Column("quote", "string", "", "The words."),
)

TRACE: Final[Table] = (
    Column("claim_id", "string", "", "Claim."),
    Column("n", "int16", "", "Position, from 0."),
    Column("field", "string", "", "Field that it explains."),
    Column("value", "string", "", "What was concluded."),
    Column("rule", "string", "", "Rule, pattern or feature."),
    Column("start", "int32", "code points", "Words behind it; null where none."),
    Column("end", "int32", "code points", "Just past them."),
    Column("score", "float", "0 to 1", "How sure the rule is."),
)

EVENTS: Final[Table] = (
    Column("event_id", "string", "", "Identifier, from its earliest claim."),
    Column("date_start", "date32", "", "First possible day; null where no source tells."),
    Column("date_end", "date32", "", "Last possible day."),
    Column("date_prec", "int8", "", "UCDP date precision, 1 to 5."),
    Column("event_type", "string", "", "ACLED sub-event type."),
    Column("actors", "list<string>", "", "Actor ids."),
    Column("attribution", "string", "", "Strongest basis on which an actor is named."),
    Column("target", "string", "", "Target in a source's words."),
    Column("target_type", "string", "", "Kind of target."),
    Column("place_id", "string", "", "Row of the gazetteer; null where none."),
    Column("place_name", "string", "", "Name of the place in our spelling."),
    Column("country", "string", "", "ISO 3166-1 alpha-2; null where unknown."),
    Column("adm1", "string", "", "ISO 3166-2 of the province; null where unknown."),
    Column("adm2", "string", "", "District id; null where unknown."),
    Column("lat", "double", "degrees north", "Point, only where where_prec is 1 or 2."),
    Column("lon", "double", "degrees east", "Point, only where where_prec is 1 or 2."),
    Column("where_prec", "int8", "", "UCDP where_prec, 1 to 7."),
    Column("on_map", "bool", "", "In Afghanistan and known to the province or better."),
    Column("deaths_low", "int32", "persons", "Lowest toll said; null where none is."),
    Column("deaths_best", "int32", "persons", "Toll of the best source."),
    Column("deaths_high", "int32", "persons", "Highest toll said; null where open."),
    Column("injured_low", "int32", "persons", "Lowest number of injured said."),
    Column("injured_best", "int32", "persons", "Number of injured of the best source."),
    Column("injured_high", "int32", "persons", "Highest number of injured said."),
    Column("best_claim_id", "string", "", "Claim that the best toll is from."),
    Column("n_sources", "int32", "documents", "Documents that tell it."),
    Column("n_claims", "int32", "claims", "Claims linked to it."),
    Column("denied", "bool", "", "Whether some claim denies it, or the group's part in it."),
    Column("source_kinds", "list<string>", "", "Source kinds that tell it."),
)

SET_ASIDE: Final[Table] = (
    Column("path", "string", "", "File or document."),
    Column("stage", "string", "", "read, extract or link."),
    Column("reason", "string", "", "Why, and what to do."),
)

TOPONYMS: Final[Table] = (
    Column("toponym", "string", "", "Name as the text spells it."),
    Column("status", "string", "", "ambiguous or unresolved."),
    Column("doc_id", "string", "", "Document that names it."),
    Column("start", "int32", "code points", "Where."),
    Column("end", "int32", "code points", "Just past it."),
    Column("quote", "string", "", "The words around it."),
    Column("candidates", "list<string>", "", "Place ids that it may mean, or resemble."),
)

TABLES: Final[dict[str, Table]] = {
    "documents": DOCUMENTS,
    "claims": CLAIMS,
    "claim_places": CLAIM_PLACES,
    "evidence": EVIDENCE,
    "trace": TRACE,
    "events": EVENTS,
    "set_aside": SET_ASIDE,
    "toponyms": TOPONYMS,
}
