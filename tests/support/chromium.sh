#!/bin/sh
# Chromium as Playwright starts it, but without the pages behind its address bar: two for each window, 0.7 s of
# processor time for a bar that nobody sees. Of two `--disable-features` the last counts, so it goes into Playwright's.
for argument do
  shift
  case $argument in
    --disable-features=*) argument=$argument,WebUIOmniboxPopup,WebUIOmniboxAimPopup ;;
  esac
  set -- "$@" "$argument"
done
exec /usr/bin/chromium "$@"
