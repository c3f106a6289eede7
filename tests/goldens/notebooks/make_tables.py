"""Writes tables.json: what pandas makes of two small tables as section 3.16 of the book does.

Made with pandas 3.0.6: python make_tables.py
Only "NA" is a missing value, as in pandas of the book's time, which took the word "None" for a word.
"""
import io
import json
from pathlib import Path

import pandas as pd

ABOVE = "Id,Area,Rooms,Street,Alley,Price\n1,60,2,RL,NA,3\n2,NA,3,None,Grvl,5\n3,68,2,FV,NA,4\n"
BELOW = "Id,Area,Rooms,Street,Alley\n4,70,7,RL,Pave\n5,20.5,1,NA,NA\n"


def read(text):
    return pd.read_csv(io.StringIO(text), keep_default_na=False, na_values=["NA"])


above, below = read(ABOVE), read(BELOW)
features = pd.concat((above.iloc[:, 1:-1], below.iloc[:, 1:]))
numeric = ["Area", "Rooms"]
features[numeric] = features[numeric].apply(lambda x: (x - x.mean()) / x.std()).fillna(0)
dummies = pd.get_dummies(features, dummy_na=True, dtype=int)
golden = {
    "above": ABOVE,
    "below": BELOW,
    "head": str(above.iloc[:2, [0, 1, 3, -2, -1]]),
    "columns": list(dummies.columns),
    "rows": dummies.values.tolist(),
}
Path(__file__).with_name("tables.json").write_text(json.dumps(golden, indent=1) + "\n")
