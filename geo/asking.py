"""Ask an OpenAI-compatible endpoint for the claims of a document; off unless it is set up.

Environment:
    AFATLAS_LLM_URL: Base address of the endpoint, such as http://127.0.0.1:11434/v1.
    AFATLAS_LLM_MODEL: Name of the model.
    AFATLAS_LLM_KEY: Key, if the endpoint wants one.
    AFATLAS_LLM_TIMEOUT: Seconds to wait for one answer; default 120.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event
from time import perf_counter
from typing import Any, Final

import httpx

from geo.errors import AtlasError
from geo.extract.llm import LIMIT, AnswerError, Judged, claims_of, prompt, schema
from geo.extract.reading import Reading

TRIES: Final = 4
_LONGEST_PAUSE: Final = 30.0
AGAIN_STATUS: Final = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


class EndpointError(AtlasError):
    """The endpoint is not set up, refuses, or keeps failing; says which and what to do."""


@dataclass(slots=True)
class Bill:
    """What asking has cost so far.

    Attributes:
        requests: Requests sent, repeats too.
        repeats: Requests sent again after a failure.
        tokens: Tokens that the endpoint counted, in and out.
        seconds: Time spent waiting.
        kept: Claims believed.
        rejected: Claims whose words or numbers are not in the text.
        failures: Sentences on documents without a usable answer.
    """

    requests: int = 0
    repeats: int = 0
    tokens: int = 0
    seconds: float = 0.0
    kept: int = 0
    rejected: int = 0
    failures: list[str] = field(default_factory=list)

    def line(self) -> str:
        """One line for the run report."""
        return (
            f"{self.requests} requests ({self.repeats} repeated), {self.tokens:,} tokens, "
            f"{self.seconds:.1f} s; {self.kept} claims kept, {self.rejected} rejected, "
            f"{len(self.failures)} documents without an answer"
        )


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint and the means to wait; `pause` takes seconds.

    Attributes:
        url: Base address, without /chat/completions.
        model: Name of the model.
        key: Key, or "".
        timeout: Seconds to wait for one answer.
        pause: Waits between repeats.
        bill: What asking has cost.
    """

    url: str
    model: str
    key: str = ""
    timeout: float = 120.0
    pause: Callable[[float], object] = field(default_factory=lambda: Event().wait)
    bill: Bill = field(default_factory=Bill)

    @property
    def name(self) -> str:
        """The extractor's name on its claims."""
        return f"llm:{self.model}"

    def ask(self, reading: Reading) -> Judged:
        """The claims of a document that can be believed; none where no answer is usable."""
        text = reading.document.text
        if len(text) > LIMIT:
            return self._failed(reading, f"has {len(text):,} characters, more than are sent")
        reason = ""
        for number in range(TRIES):
            if number:
                self.bill.repeats += 1
            try:
                judged = claims_of(self._answer(prompt(reading), number), reading, self.name)
            except (AnswerError, AgainError) as error:
                reason = str(error)
                continue
            self.bill.kept += len(judged.claims)
            self.bill.rejected += len(judged.rejected)
            return judged
        return self._failed(reading, reason)

    def _failed(self, reading: Reading, reason: str) -> Judged:
        self.bill.failures.append(f"{reading.document.doc_id}: {reason}")
        return Judged((), ())

    def _answer(self, messages: list[dict[str, str]], number: int) -> str:
        """One request; raises `AgainError` where another try may help."""
        body = {
            "model": self.model,
            "messages": messages,
            "temperature": 0,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": True, "schema": schema()},
            },
        }
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        started = perf_counter()
        self.bill.requests += 1
        try:
            response = httpx.post(
                f"{self.url}/chat/completions", json=body, headers=headers, timeout=self.timeout
            )
        except httpx.TimeoutException as error:
            raise AgainError("no answer in time") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            reason = f"{self.url} cannot be reached ({error}); check AFATLAS_LLM_URL"
            raise EndpointError(reason) from error
        finally:
            self.bill.seconds += perf_counter() - started
        if response.status_code in AGAIN_STATUS:
            if number + 1 < TRIES:
                self.pause(_pause(response.headers, number))
            raise AgainError(f"the endpoint answers {response.status_code}")
        if response.status_code != httpx.codes.OK:
            reason = f"{self.url} refuses with status {response.status_code}"
            raise EndpointError(f"{reason}; check AFATLAS_LLM_MODEL and AFATLAS_LLM_KEY")
        return self._content(response)

    def _content(self, response: httpx.Response) -> str:
        try:
            body: Any = response.json()
            self.bill.tokens += int((body.get("usage") or {}).get("total_tokens") or 0)
            content = body["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
            raise AgainError("the endpoint answers in another form than asked for") from error
        if not isinstance(content, str):
            raise AgainError("the endpoint answers without words")
        return content


class AgainError(Exception):
    """A failure that another try may mend."""


def _pause(headers: Mapping[str, str], number: int) -> float:
    """Seconds to wait before the next try: as the endpoint asks, else doubling."""
    try:
        asked = float(headers.get("retry-after", ""))
    except ValueError:
        asked = 2.0**number
    return min(max(asked, 0.0), _LONGEST_PAUSE)


def endpoint_from_environment() -> Endpoint:
    """The endpoint that the environment sets up.

    Raises:
        EndpointError: Address or model is missing.
    """
    url, model = os.environ.get("AFATLAS_LLM_URL", ""), os.environ.get("AFATLAS_LLM_MODEL", "")
    if not url or not model:
        raise EndpointError("set AFATLAS_LLM_URL and AFATLAS_LLM_MODEL to ask a language model")
    waiting = os.environ.get("AFATLAS_LLM_TIMEOUT", "120")
    try:
        timeout = float(waiting)
    except ValueError as error:
        reason = f"AFATLAS_LLM_TIMEOUT is {waiting!r}; give seconds"
        raise EndpointError(reason) from error
    return Endpoint(url.rstrip("/"), model, os.environ.get("AFATLAS_LLM_KEY", ""), timeout)
