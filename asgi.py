"""The server behind `afatlas serve`: app.py, whose pages say at once where their server is."""

import streamlit as st
from starlette.middleware import Middleware

from geo.config import ROOT
from geo.ui.server import BaseAddress

app = st.App(ROOT / "app.py", middleware=[Middleware(BaseAddress)])
