"""What a curator should look at: names that texts use and the gazetteer leaves open."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from geo.places.names import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenName:
    """One mention that could not be resolved.

    Attributes:
        toponym: Words of the text.
        status: "ambiguous" or "unresolved".
        doc_id: Document that names it.
        quote: The words around it.
        candidates: Place ids that it may mean, or resembles.
    """

    toponym: str
    status: str
    doc_id: str
    quote: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """All mentions of one name in all its spellings.

    Attributes:
        toponym: Its most frequent spelling.
        spellings: All spellings, sorted.
        status: "unresolved" where any mention is, else "ambiguous".
        mentions: How often texts name it.
        documents: Ids of the documents that do, sorted.
        quotes: Words around up to three mentions, one a document.
        suggestions: Place ids that it may mean, or resembles, sorted.
    """

    toponym: str
    spellings: tuple[str, ...]
    status: str
    mentions: int
    documents: tuple[str, ...]
    quotes: tuple[str, ...]
    suggestions: tuple[str, ...]


def open_names(table: pd.DataFrame) -> tuple[OpenName, ...]:
    """The rows of a snapshot's table `toponyms`."""
    columns = ["toponym", "status", "doc_id", "quote", "candidates"]
    return tuple(
        OpenName(
            toponym=toponym, status=status, doc_id=doc, quote=quote, candidates=tuple(candidates)
        )
        for toponym, status, doc, quote, candidates in table[columns].itertuples(index=False)
    )


def worklist(names: Iterable[OpenName]) -> tuple[WorkItem, ...]:
    """Group open names by what their spellings share; the most documents come first."""
    groups: defaultdict[str, list[OpenName]] = defaultdict(list)
    for name in names:
        groups[fold(name.toponym) or name.toponym].append(name)
    items = [_item(group) for group in groups.values()]
    return tuple(sorted(items, key=lambda i: (-len(i.documents), -i.mentions, i.toponym)))


def _item(group: list[OpenName]) -> WorkItem:
    spellings = [n.toponym for n in group]
    by_document = {n.doc_id: n.quote for n in reversed(group)}
    documents = tuple(sorted(by_document))
    return WorkItem(
        toponym=max(sorted(set(spellings)), key=spellings.count),
        spellings=tuple(sorted(set(spellings))),
        status="unresolved" if any(n.status == "unresolved" for n in group) else "ambiguous",
        mentions=len(group),
        documents=documents,
        quotes=tuple(by_document[doc] for doc in documents[:3]),
        suggestions=tuple(sorted({c for n in group for c in n.candidates})),
    )
