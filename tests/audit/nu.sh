#!/bin/sh
# The W3C Nu HTML checker over every page of the site (acceptance: 0 errors). Needs Java, and npm for the checker itself.
set -eu
cd "$(dirname "$0")/../.."
tool=.cache/nu
test -f "$tool/node_modules/vnu-jar/build/dist/vnu.jar" ||
  npm install --prefix "$tool" --no-save --no-audit --no-fund --silent vnu-jar@26.9.27
site=${1:-site}
test -d "$site" || { echo "先运行 make site"; exit 2; }
count=$(find -L "$site" -name '*.html' | wc -l)
java -Xss8m -jar "$tool/node_modules/vnu-jar/build/dist/vnu.jar" --errors-only --skip-non-html --stdout "$(readlink -f "$site")" &&
  echo "Nu checker: $count pages, 0 errors."
