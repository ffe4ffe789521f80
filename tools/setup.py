"""Make .venv and what the tests need: `setup.py site` or `setup.py test`; standard library only.

A Debian without python3-venv has no ensurepip: pip then comes from the package index, checked by
its digest. Where a system package is missing (git, Chromium), it is installed when this runs as
root and named otherwise; nothing is skipped.
"""

from __future__ import annotations

import ctypes.util
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts" if os.name == "nt" else "bin") / "python"
INDEX = "https://pypi.org/simple"
SYSTEM_PACKAGES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "git": ("git",),
    "libimage-exiftool-perl": ("exiftool",),
    "newsboat": ("newsboat",),
}
REQUIRED = (3, 11)
AGAIN = "--again"


def main() -> None:
    wanted = sys.argv[1] if len(sys.argv) > 1 else "site"
    if sys.version_info < REQUIRED:
        sys.exit(f"briefgen needs Python 3.11 or newer; this is {sys.version.split()[0]}")
    if wanted == "test":
        install_system_packages()
    stamp = VENV / f".set-up-for-{wanted}"
    if not (PYTHON.exists() and stamp.exists() and stamp.read_text() == fingerprint()):
        make_venv()
        groups = ["--group", "test", "--group", "lint"] if wanted == "test" else []
        run(
            PYTHON,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--editable",
            f"{ROOT}[search,warc]" if wanted == "test" else f"{ROOT}[search]",
            *groups,
            cwd=ROOT,
        )
        stamp.write_text(fingerprint())


def fingerprint() -> str:
    """What the venv depends on: our dependencies and the interpreter."""
    facts = (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()
    return hashlib.sha256(facts).hexdigest()


def make_venv() -> None:
    if pip_works():
        run(PYTHON, "-m", "pip", "install", "--quiet", "--upgrade", "pip>=25.1")
        return
    print("setting up .venv", flush=True)
    if importlib.util.find_spec("ensurepip"):
        venv.create(VENV, with_pip=True, clear=True)
        run(PYTHON, "-m", "pip", "install", "--quiet", "--upgrade", "pip>=25.1")
    else:
        # Debian leaves ensurepip out of python3.
        venv.create(VENV, with_pip=False, clear=True)
        bootstrap_pip()


def pip_works() -> bool:
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0


def bootstrap_pip() -> None:
    try:
        install_newest_pip()
    except OSError as error:
        # A Debian without ca-certificates can't check the index's certificate.
        if AGAIN in sys.argv or not apt_install("ca-certificates"):
            sys.exit(f"pip can't be had ({error}): install python3-venv, then try again")
        run(sys.executable, __file__, *sys.argv[1:], AGAIN)
        sys.exit()


def install_newest_pip() -> None:
    index = os.environ.get("PIP_INDEX_URL", INDEX).rstrip("/")
    request = urllib.request.Request(
        f"{index}/pip/", headers={"Accept": "application/vnd.pypi.simple.v1+json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        files = json.load(answer)["files"]
    wheels = [f for f in files if re.fullmatch(r"pip-[\d.]+-py3-none-any\.whl", f["filename"])]
    newest = max(wheels, key=lambda f: tuple(map(int, f["filename"].split("-")[1].split("."))))
    with urllib.request.urlopen(newest["url"], timeout=60) as answer:
        data = answer.read()
    if hashlib.sha256(data).hexdigest() != newest["hashes"]["sha256"]:
        raise OSError(f"{newest['filename']} does not have the digest its index gives")
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(folder) / newest["filename"]
        wheel.write_bytes(data)
        run(PYTHON, f"{wheel}/pip", "install", "--quiet", str(wheel))


def install_system_packages() -> None:
    missing = [
        package
        for package, programs in SYSTEM_PACKAGES.items()
        if not any(map(shutil.which, programs))
    ]
    if sys.platform == "linux" and not ctypes.util.find_library("atomic"):
        missing.append("libatomic1")  # Playwright's driver needs it
    if missing and not apt_install(*missing):
        sys.exit(
            f"the tests need {' and '.join(missing)}: sudo apt-get install {' '.join(missing)}"
        )


def apt_install(*packages: str) -> bool:
    """Install Debian packages when that is possible without asking; tell whether it worked."""
    if not shutil.which("apt-get"):
        return False
    if os.geteuid() == 0:
        lead = []
    elif (
        shutil.which("sudo")
        and not subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode
    ):
        lead = ["sudo", "-n"]
    else:
        return False
    print("installing", *packages, flush=True)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    steps = (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages])
    return all(
        subprocess.run(
            [*lead, "apt-get", *step], env=environment, stdout=subprocess.DEVNULL
        ).returncode
        == 0
        for step in steps
    )


def run(*command: object, cwd: Path | None = None) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=cwd)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"setting up failed: {' '.join(error.cmd)}")
