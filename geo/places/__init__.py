"""From toponym to place to province and district."""
