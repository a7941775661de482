"""What the server adds to the pages that Streamlit serves."""

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_BASE: Final = b'<script>window.__streamlit={BACKEND_BASE_URL:location.origin+"/"}</script>'
_HEAD: Final = b"<head>"


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
