#!/usr/bin/env bash
# Builds the targets as OSS-Fuzz does: with CXX, CXXFLAGS and LIB_FUZZING_ENGINE of the environment, into OUT, each with
# what it begins with and the words of its language. SRC may have fmt, re2 and wabt to be built likewise; without them
# those of the system are taken. Arguments go to cmake.
#
#   CXX=clang++ CXXFLAGS="-O1 -fsanitize=address,fuzzer-no-link" LIB_FUZZING_ENGINE=-fsanitize=fuzzer \
#     OUT=out WORK=work tools/fuzz/oss-fuzz/build.sh
set -euo pipefail

modlink="$(realpath "$(dirname "${BASH_SOURCE[0]}")")"
[ -d "$modlink/../../../spec-tests" ] && modlink="$(realpath "$modlink/../../..")" || modlink="$SRC/modlink"
mkdir -p "$OUT" "$WORK"
OUT="$(realpath "$OUT")"
WORK="$(realpath "$WORK")"
: "${LIB_FUZZING_ENGINE?the engine to link with, such as -fsanitize=fuzzer}"
export LIB_FUZZING_ENGINE
installed="$WORK/installed"

build() { # build SOURCE NAME OPTION...
  local source="$1" folder="$WORK/$2"
  shift 2
  cmake -S "$source" -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=None -DCMAKE_PREFIX_PATH="$installed" \
    -DCMAKE_INSTALL_PREFIX="$installed" -DCMAKE_INSTALL_LIBDIR=lib -Wno-dev "$@"
}

install_needed() { # install_needed NAME OPTION...
  [ -n "${SRC:-}" ] && [ -d "$SRC/$1" ] || return 0
  build "$SRC/$1" "$@"
  cmake --build "$WORK/$1" --target install
}
install_needed fmt -DFMT_TEST=OFF -DFMT_DOC=OFF
install_needed re2 -DRE2_BUILD_TESTING=OFF
install_needed wabt -DBUILD_TESTS=OFF -DBUILD_TOOLS=OFF -DBUILD_LIBWASM=OFF -DWITH_EXCEPTIONS=ON
export PKG_CONFIG_PATH="$installed/lib/pkgconfig:${PKG_CONFIG_PATH:-}"

build "$modlink" modlink -DCMAKE_UNITY_BUILD=ON -DMODLINK_TESTS=OFF -DMODLINK_FUZZERS=ON "$@"
cmake --build "$WORK/modlink" --target fuzz-corpus modlink-fuzz-targets

"$WORK/modlink/bin/fuzz-corpus" -o "$WORK/corpus" "$modlink/spec-tests"
for program in "$WORK"/modlink/bin/fuzz-*; do
  target="$(basename "$program")"
  target="${target#fuzz-}"
  inputs="$WORK/corpus/$target"
  [ -d "$inputs" ] || continue
  cp "$program" "$OUT/fuzz-$target"
  ! compgen -G "$modlink/tools/fuzz/regressions/$target/*" >/dev/null || cp "$modlink/tools/fuzz/regressions/$target"/* "$inputs"
  rm -f "$OUT/fuzz-${target}_seed_corpus.zip"
  (cd "$inputs" && find . -type f | zip -q "$OUT/fuzz-${target}_seed_corpus.zip" -@)
  [ ! -f "$inputs.dict" ] || cp "$inputs.dict" "$OUT/fuzz-$target.dict"
done
