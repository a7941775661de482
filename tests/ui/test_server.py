"""The page says where its server is; nothing else that the server answers is touched."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.config import ROOT
from geo.ui.server import PAGES, BaseAddress, PageAddress

PAGE = "<!doctype html><html><head><title>x</title></head><body>د</body></html>"


@pytest.fixture
def client():
    routes = [
        Route("/_stcore/health", lambda _: PlainTextResponse("<head> ok")),
        Route("/static/app.js", lambda _: PlainTextResponse("'<head>'")),
        Route("/", lambda _: HTMLResponse(PAGE)),
        Route("/{page}", lambda _: HTMLResponse(PAGE)),
    ]
    return TestClient(
        Starlette(routes=routes, middleware=[Middleware(PageAddress), Middleware(BaseAddress)])
    )


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


@pytest.mark.parametrize(
    ("asked", "own"),
    [
        ("/map", "/"),
        ("/Map", "/"),
        ("/map/", "/"),
        ("//MAP?groups=ISKP&since=2021-10", "/?groups=ISKP&since=2021-10"),
        ("/map?groups=OTHER:a%2Cb%20c&q=%D8%AF", "/?groups=OTHER:a%2Cb%20c&q=%D8%AF"),
        ("/map?%0d%0aSet-Cookie:x", "/?%0d%0aSet-Cookie:x"),
        ("/Timeline", "/timeline"),
        ("/evidence/?claim=c-1", "/evidence?claim=c-1"),
    ],
)
def test_every_spelling_of_a_page_leads_to_its_address(client, asked, own):
    answer = client.get(f"http://testserver{asked}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, own)
    assert client.get(asked).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/?groups=ISKP", "/timeline?since=2021", "/nowhere", "/_stcore/health"]
)
def test_addresses_that_are_right_or_unknown_are_left_alone(client, path):
    assert client.get(path, follow_redirects=False).status_code == 200


def test_every_script_of_a_page_has_an_address():
    assert {name for name, _ in PAGES} == {path.stem for path in (ROOT / "pages").glob("*.py")}
