#!/bin/sh
# Make a browser available to the tests: $CHROMIUM, chromium on PATH, or Debian's package when we may install it.
set -eu
if [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then
  exit 0
fi
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null
  exit 0
fi
echo "没有找到 Chromium：浏览器测试不会运行。请安装 chromium，或设 CHROMIUM=程序路径。"
printf "没有运行 / not run: %s\n" tests/browser/test_*.py tests/hostile/test_in_chromium.py
