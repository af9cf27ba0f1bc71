# shellcheck shell=sh
# What the scripts beside it share: settings from zhanbang.conf, a clean environment, and how people are spoken to.

say() { printf '%s\n' "$*" >&2; }

stop() {
  say "$1"
  exit "${2:-2}"
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

# shellcheck disable=SC2034 # for the scripts that read this file
ZHANBANG='' WORK='' DEST='' BRANCH=main KEEP='' EDITORS='' FILE_MB=100 TOTAL_MB=4000 SECONDS_TO_CHECK=900
[ -f "$here/zhanbang.conf" ] || stop "缺少设置文件 $here/zhanbang.conf：请照 zhanbang.conf.example 写一份。"
# shellcheck source-path=SCRIPTDIR source=zhanbang.conf.example
. "$here/zhanbang.conf"
for path in "$ZHANBANG" "$WORK" "$DEST"; do
  case $path in
    /*) ;;
    *) stop "zhanbang.conf 里的 ZHANBANG、WORK、DEST 都要写，并且写从 / 开始的完整路径。" ;;
  esac
done
[ -x "$ZHANBANG" ] || stop "zhanbang.conf 里的 ZHANBANG 指的程序不存在或不能运行：$ZHANBANG"

# Messages are UTF-8 wherever git was started from. Python takes no module from the current folder or from the caller's
# settings, so that a file of the push named like a module is only a file. A replace ref, which anybody can push, must not
# show the hook another commit than the one that is published.
export LC_ALL=C.UTF-8 PYTHONUTF8=1 PYTHONSAFEPATH=1 GIT_NO_REPLACE_OBJECTS=1
unset PYTHONPATH PYTHONHOME PYTHONSTARTUP
umask 022

# git's own settings of this process (which repository, which quarantine) are nobody else's business.
forget_git() {
  # shellcheck disable=SC2046 # a list of names
  unset $(git rev-parse --local-env-vars) GIT_QUARANTINE_PATH
}
