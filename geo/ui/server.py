"""What the server adds to the pages that Streamlit serves."""

from typing import Final

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGES: Final = (
    ("map", "Map"),
    ("timeline", "Timeline"),
    ("groups", "Groups"),
    ("presence", "Presence"),
    ("contested", "Contested"),
    ("provinces", "Provinces"),
    ("evidence", "Evidence"),
    ("sources", "Sources"),
    ("gazetteer", "Gazetteer"),
    ("method", "Method"),
    ("changes", "Changes"),
    ("briefing", "Briefing"),
)
"""Pages by name, with their titles; the first one stands at the root."""
_BASE: Final = b'<script>window.__streamlit={BACKEND_BASE_URL:location.origin+"/"}</script>'
_HEAD: Final = b"<head>"


class PageAddress:
    """Lead every spelling of a page's address to the one that Streamlit knows.

    Streamlit serves the first page at the root alone and heeds case, so that `/map`, `/Map` and
    `/Timeline/` were not found. What stands behind the question mark is kept.

    Args:
        app: The application that answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._own = {name: f"/{name}" for name, _ in PAGES} | {PAGES[0][0]: "/"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Redirect a request for a page under another spelling; pass on any other."""
        answer = self._app
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}:
            path: str = scope["path"]
            own = self._own.get(path.strip("/").casefold(), path)
            if own != path:
                query = scope["query_string"].decode("latin-1")
                answer = RedirectResponse(f"{own}?{query}" if query else own)
        await answer(scope, receive, send)


class BaseAddress:
    """Tell the browser where its server is, in the page itself.

    Opened by a page's own link, Streamlit's front end looks for the server below that page
    first, and two failed requests stand in the console. Named in `window.__streamlit`, the
    address need not be searched for.

    Args:
        app: The application that answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and put the address into an HTML page on its way back."""
        if scope["type"] != "http" or "/_stcore" in scope["path"] or "." in scope["path"]:
            await self._app(scope, receive, send)
            return
        plain = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
        started: Message = {}
        body = bytearray()

        async def held(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.update(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            content = bytes(body).replace(_HEAD, _HEAD + _BASE, 1)
            headers = [(k, v) for k, v in started["headers"] if k.lower() != b"content-length"]
            headers.append((b"content-length", str(len(content)).encode()))
            await send({**started, "headers": headers})
            await send({"type": "http.response.body", "body": content})

        await self._app({**scope, "headers": plain}, receive, held)
