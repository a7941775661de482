"""The page says where its server is; nothing else that the server answers is touched."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.ui.server import BaseAddress

PAGE = "<!doctype html><html><head><title>x</title></head><body>د</body></html>"


@pytest.fixture
def client():
    routes = [
        Route("/_stcore/health", lambda _: PlainTextResponse("<head> ok")),
        Route("/static/app.js", lambda _: PlainTextResponse("'<head>'")),
        Route("/{page}", lambda _: HTMLResponse(PAGE)),
    ]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(BaseAddress)]))


def test_a_page_names_its_server_and_stays_whole(client):
    answer = client.get("/evidence")
    assert answer.text.count("BACKEND_BASE_URL") == 1
    assert answer.text.index("BACKEND_BASE_URL") < answer.text.index("<title>")
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert answer.text.endswith("<body>د</body></html>")


@pytest.mark.parametrize(
    ("path", "text"), [("/_stcore/health", "<head> ok"), ("/static/app.js", "'<head>'")]
)
def test_other_answers_pass_untouched(client, path, text):
    assert client.get(path).text == text
