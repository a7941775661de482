"""Tables in memory: from rows to frames, from frames to Arrow and back, by the schema.

In a frame, text is pandas `str` (NaN unknown), days are `datetime64[s]` (NaT unknown),
whole numbers are nullable `Int*` (NA unknown), other numbers floats (NaN unknown), and
lists are tuples (never missing). Tables with `lat` and `lon` come back as GeoDataFrames in
EPSG:4326 whose `geometry` is a point where the place is known to a point, else None.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geo.errors import SnapshotError
from geo.store.schema import TABLES

CRS: Final = "EPSG:4326"
_ARROW: Final[Mapping[str, pa.DataType]] = {
    "string": pa.string(),
    "list<string>": pa.list_(pa.string()),
    "date32": pa.date32(),
    "int8": pa.int8(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "float": pa.float32(),
    "double": pa.float64(),
    "bool": pa.bool_(),
}
_NULLABLE: Final[Mapping[str, str]] = {"int8": "Int8", "int16": "Int16", "int32": "Int32"}


def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of a table, with unit and meaning of each column as metadata."""
    return pa.schema(
        pa.field(
            column.name,
            _ARROW[column.arrow],
            metadata={"unit": column.unit, "meaning": column.meaning},
        )
        for column in TABLES[name]
    )


def frame(name: str, rows: Iterable[Mapping[str, Any]] = ()) -> pd.DataFrame:
    """Make the frame of one table from plain rows.

    Args:
        name: Table of `geo.store.schema.TABLES`.
        rows: One mapping a row; a column left out is unknown (an empty list for lists,
            False for bool).

    Returns:
        The frame, columns and types by the schema, rows in the order given.

    Raises:
        SnapshotError: A row has a column that the table has not, or a value of a wrong type.
    """
    columns = {column.name: column for column in TABLES[name]}
    collected: dict[str, list[Any]] = {key: [] for key in columns}
    for row in rows:
        if strange := row.keys() - columns.keys():
            raise SnapshotError(f"table {name} has no column {', '.join(sorted(strange))}")
        for key, values in collected.items():
            values.append(row.get(key))
    arrays = {}
    for key, values in collected.items():
        kind = columns[key].arrow
        empty = {"list<string>": [], "bool": False}.get(kind)
        filled = [empty if v is None else v for v in values]
        arrays[key] = _array(name, key, filled, _ARROW[kind])
    return from_arrow(name, pa.table(arrays, schema=arrow_schema(name)))


def to_arrow(name: str, table: pd.DataFrame) -> pa.Table:
    """Turn a frame into an Arrow table; `geometry` is left out, lat and lon say the same.

    Raises:
        SnapshotError: Columns are missing or strange, or a value does not fit its type.
    """
    if name not in TABLES:
        raise SnapshotError(f"a snapshot has no table {name!r}")
    wanted = [column.name for column in TABLES[name]]
    given = [str(column) for column in table.columns if column != "geometry"]
    if missing := [column for column in wanted if column not in given]:
        raise SnapshotError(f"table {name} lacks the column {', '.join(missing)}")
    if strange := sorted(set(given) - set(wanted)):
        raise SnapshotError(f"table {name} has no column {', '.join(strange)}")
    arrays = {}
    for column in TABLES[name]:
        values: Any = table[column.name]
        if column.arrow == "list<string>":
            values = [list(v) if isinstance(v, (tuple, list)) else [] for v in values]
        arrays[column.name] = _array(name, column.name, values, _ARROW[column.arrow])
    return pa.table(arrays, schema=arrow_schema(name))


def from_arrow(name: str, table: pa.Table) -> pd.DataFrame:
    """Turn an Arrow table into a frame of the types that the module's docstring lists."""
    out: dict[str, Any] = {}
    for column in TABLES[name]:
        values = table.column(column.name)
        if column.arrow == "list<string>":
            out[column.name] = _tuples(values)
        elif column.arrow == "date32":
            out[column.name] = values.cast(pa.timestamp("s")).to_pandas().astype("datetime64[s]")
        elif column.arrow == "string":
            out[column.name] = values.to_pandas().astype("str")
        elif column.arrow == "bool":
            out[column.name] = values.to_pandas().astype("bool")
        elif column.arrow in _NULLABLE:
            out[column.name] = values.to_pandas(types_mapper=_nullable)
        else:
            out[column.name] = values.to_pandas().astype("float64")
    table_out = pd.DataFrame(out)
    if {"lat", "lon"} <= set(table_out.columns):
        points = _points(table_out["lon"].to_numpy(), table_out["lat"].to_numpy())
        table_out = gpd.GeoDataFrame(table_out, geometry=points, crs=CRS)
    return table_out


def _array(name: str, column: str, values: Any, arrow: pa.DataType) -> pa.Array:
    try:
        array = pa.array(values, from_pandas=True) if pa.types.is_date(arrow) else None
        if array is not None and pa.types.is_timestamp(array.type):
            return array.cast(arrow)
        return pa.array(values, type=arrow, from_pandas=True)
    except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
        raise SnapshotError(f"table {name}, column {column}: {error}") from error


def _tuples(values: pa.ChunkedArray) -> pd.Series:
    return pd.Series([tuple(v or ()) for v in values.to_pylist()], dtype="object")


def _nullable(arrow: pa.DataType) -> Any:
    return {pa.int8(): pd.Int8Dtype(), pa.int16(): pd.Int16Dtype(), pa.int32(): pd.Int32Dtype()}[
        arrow
    ]


def _points(lon: Any, lat: Any) -> Any:
    known = ~(np.isnan(lon) | np.isnan(lat))
    points = np.full(len(lon), None, dtype="object")
    points[known] = shapely.points(lon[known], lat[known])
    return points
