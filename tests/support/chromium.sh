#!/bin/sh
# Chromium as Playwright starts it, with as little around the pages as can be had. Debian's headless shell has the same
# engine and no windows: where many pages are opened, the browser's own process takes half of what it does otherwise.
# Where it is missing, the whole browser stands in.
[ ! -x /usr/bin/chromium-headless-shell ] || exec /usr/bin/chromium-headless-shell "$@"

# The browser makes pages behind its address bar: two for each window, 0.7 s of processor time for a bar that nobody
# sees. Of two `--disable-features` the last counts, so it goes into Playwright's.
for argument do
  shift
  case $argument in
    --disable-features=*) argument=$argument,WebUIOmniboxPopup,WebUIOmniboxAimPopup ;;
  esac
  set -- "$@" "$argument"
done
exec /usr/bin/chromium "$@"
