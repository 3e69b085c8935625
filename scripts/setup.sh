# shellcheck shell=bash
# For scripts/build and scripts/test to source. `set_up build` makes .venv and installs what a build needs,
# `set_up test` what the tests need too. What was done is noted in .venv/set-up: a second run does nothing.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv
python=$venv/bin/python
mac=

if [ "$(uname)" = Darwin ]; then
  mac=yes # and Homebrew's libraries and Java are not where macOS looks
  brew=$(brew --prefix 2>/dev/null || echo /opt/homebrew)
  export PATH="$PATH:$brew/opt/openjdk/bin" DYLD_FALLBACK_LIBRARY_PATH="$brew/lib:/usr/local/lib:/usr/lib"
fi

set_up() { # build|test
  local inputs
  inputs="$root $(cat "$root/pyproject.toml" "$root/requirements.lock" "$root/scripts/setup.sh" | cksum)"
  if [ -x "$python" ]; then
    case $(cat "$venv/set-up" 2>/dev/null) in "$inputs $1" | "$inputs test") return ;; esac
  fi
  echo "Setting up all that is needed: this is done once." >&2
  find_python
  install_missing "$1"
  install_package "$1"
  [ "$1" = build ] || install_readers
  echo "$inputs $1" >"$venv/set-up"
}

find_python() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    base=$(command -v $name) && "$base" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
  done
  [ "$mac" ] || ask_for "Python 3.11 or later" "sudo apt-get update && sudo apt-get install -y python3.11 python3.11-venv"
  ask_for "Python 3.11 or later" "brew install python@3.13"
}

install_missing() { # build|test
  missing=
  has "$base" -c 'import ensurepip' || need "$("$base" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')" python
  has_library pango-1.0 || need libpango-1.0-0 pango
  has_library pangoft2-1.0 || need libpangoft2-1.0-0 pango
  has_library harfbuzz-subset || need libharfbuzz-subset0 harfbuzz
  if [ "$1" = test ]; then
    has javac -version || need default-jdk-headless openjdk
    has pdftoppm -v || need poppler-utils poppler
    has chromium --version || has chromium-browser --version || has google-chrome --version || need_browser
  fi
  [ -z "$missing" ] || install "$missing"
}

has() { "$@" >/dev/null 2>&1; }

has_library() { "$base" -c "import ctypes.util, sys; sys.exit(not ctypes.util.find_library('$1'))"; }

need() { # DEBIAN-PACKAGE HOMEBREW-FORMULA
  missing="$missing $([ "$mac" ] && echo "$2" || echo "$1")"
}

need_browser() { # Ubuntu has Chromium as a snap only; tests that want a browser are skipped where there is none
  grep -qs '^ID=ubuntu' /etc/os-release || need chromium chromium
}

# shellcheck disable=SC2086 # a list of packages is many words
install() { # PACKAGES
  local sudo=
  [ "$(id -u)" = 0 ] || sudo="sudo -n"
  if [ "$mac" ]; then
    brew install $1 >&2 || ask_for "a few packages" "brew install$1"
  else
    { has $sudo true && has apt-get --version && $sudo apt-get update -qq &&
      $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $1 >/dev/null; } >&2 ||
      ask_for "a few packages" "sudo apt-get update && sudo apt-get install -y --no-install-recommends$1"
  fi
}

install_package() { # build|test
  local extra=
  [ "$1" = build ] || extra="[$1]"
  has "$python" -m pip --version || "$base" -m venv --clear "$venv"
  pip --upgrade pip # one of 2023 trips over two spellings of one extra
  pip hatchling editables # pinned too, so that the package is built alike everywhere
  (cd "$root" && pip --no-build-isolation --editable ".$extra")
}

pip() {
  "$python" -m pip install -qq --disable-pip-version-check --constraint "$root/requirements.lock" "$@" >&2 || exit 2
}

install_readers() { # what reads books and feeds as readers' own tools do, and schema.org as types; into node_modules
  PATH="$venv/bin:$PATH" PUPPETEER_SKIP_DOWNLOAD=1 npm install --prefix "$root" --no-save --no-package-lock \
    --no-audit --no-fund --ignore-scripts --loglevel=error @daisy/ace-cli@1.4.6 foliate-js@1.0.1 \
    r2-opds-js@1.0.47 schema-dts@2.1.0 typescript@6.0.3 >/dev/null || exit 2
}

ask_for() { # WHAT LINE
  printf 'fleuron needs %s. Run this, then try again:\n  %s\n' "$1" "$2" >&2
  exit 2
}
