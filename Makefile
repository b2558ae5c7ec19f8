# Dragoman: every task is one word. `make help` lists them.
SHELL := /bin/sh
.SHELLFLAGS := -eu -c
.DEFAULT_GOAL := help
.PHONY: help run setup models voices build test unit asan tsan fuzz rooms format-check tidy readme install-test sample clients extract browser wordpress wordpress-plugin peer \
        bench-selftest lint format bench install deb clean

JOBS ?= $(shell nproc)
PREFIX ?= /usr/local
DESTDIR ?=
SETUP ?= yes
FUZZ_SECONDS ?=
TARGETS := dragoman_cli dragoman_library
MODELS_STAMP := build/models-$(shell cat tools/fetch_models.sh tools/models.sha256 2>/dev/null | cksum | cut -d' ' -f1).stamp
export DRAGOMAN_MODELS ?= $(CURDIR)/models
export DRAGOMAN_TEST_MODELS ?= $(CURDIR)/models
export DRAGOMAN_TEST_VOICES ?= $(CURDIR)/voices
export JOBS FUZZ_SECONDS FILES DEEP

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

run: build models ## install what is needed, build, fetch the models, translate a sample article
	@DRAGOMAN_MODELS="$(CURDIR)/models" sh tools/show_article.sh build/dragoman samples/article.en.txt en pt

setup: ## install the missing Debian packages (root or sudo; SETUP=no leaves it out)
	@[ "$(SETUP)" = no ] || sh tools/setup.sh

build: setup ## the program, build/dragoman, and the library, in release
	@tools/build.sh release $(TARGETS)

models: setup ## fetch the default models, en-pt and pt-en, into models/
	@if ! sh tools/models_unchanged.sh models $(MODELS_STAMP); then \
	  sh tools/fetch_models.sh models; mkdir -p build; rm -f build/models-*.stamp; touch $(MODELS_STAMP); fi

voices: setup ## fetch a neural voice for tests and the library that runs it, into voices/ (90 MB)
	@sh tools/fetch_voices.sh voices

test: setup models ## everything below, with one closing line
	@sh tools/fetch_voices.sh voices || echo "test: without the neural voice its tests are skipped" >&2
	@bash tools/test.sh

unit asan tsan fuzz rooms format-check tidy readme install-test sample clients extract browser wordpress peer bench-selftest: setup models
	@bash tools/test.sh $@

unit: ## tests of every room, on what users run
asan: ## the same, assertions on, under the address and undefined-behaviour sanitizers
tsan: ## the same under the thread sanitizer
fuzz: ## every fuzzer, the same inputs each time; FUZZ_SECONDS=60: new ones, that long each
rooms: ## who includes whom, against what the rooms declare
tidy: ## clang-tidy over src/ and apps/
readme: ## the snippets in README.md, compiled and run
install-test: ## install, move the tree, use it through CMake and pkg-config
bench-selftest: ## tests of the measuring itself
browser: ## the reader in a real browser
wordpress: ## the WordPress plug-in in a real WordPress (2 minutes; once 25 MB of Debian's packages, unpacked below build/)
clients: ## real LibreTranslate and DeepL clients against the server
extract: ## what reader modes, link previews and feed readers take from a translated page (needs Node.js)
peer: ## nearness to an independent engine (skipped where it is not installed)
sample: ## the sample article comes out whole, with the notice in its place

lint: setup ## format check, rooms, clang-tidy (FILES=changed: what differs from main; DEEP=yes)
	@bash tools/test.sh rooms format-check tidy

format: setup ## rewrite all C++ files in the house format
	@sh tools/format.sh --fix

bench: setup models build ## Dragoman and its peers side by side (see bench/README.md)
	@[ -x bench/run ] || { echo "bench: bench/run is not there; this tree has no benchmark" >&2; exit 1; }
	@bench/run

install: setup models ## install program, library and models into DESTDIR/PREFIX
	@tools/build.sh release $(TARGETS)
	@sh tools/install.sh "$(PREFIX)" "$(DESTDIR)"

deb: setup models build ## Debian packages of program, models and library, in build/packages/
	@cd build && cmake . >deb.log && cpack -G DEB >>deb.log 2>&1 || { cat deb.log >&2; exit 1; }
	@ls build/packages/*.deb

wordpress-plugin: ## the WordPress plug-in to upload, build/dragoman-wordpress.zip
	@python3 tools/wordpress_plugin.py build build/dragoman-wordpress.zip

clean: ## remove all build folders; the models stay
	rm -rf build build-*
