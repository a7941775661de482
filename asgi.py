"""The server behind `afatlas serve`: app.py, whose pages are found however they are spelled."""

import streamlit as st
from starlette.middleware import Middleware

from geo.config import ROOT
from geo.ui.server import BaseAddress, PageAddress

app = st.App(ROOT / "app.py", middleware=[Middleware(PageAddress), Middleware(BaseAddress)])
