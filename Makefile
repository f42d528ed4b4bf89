# Everything a newcomer or CI runs. Set-up is `python3 bootstrap`; the rest uses what it made in .venv.
BIN := .venv/bin
BOOTSTRAP_PYTHON := $(shell command -v python3 || command -v "$(PYTHON)")
# Discovery and traffic stay on this machine unless the user opens them.
export ROS_AUTOMATIC_DISCOVERY_RANGE ?= LOCALHOST
export PYTHON ROS_WHEELS

.PHONY: help setup demo test bench nightly clean

help:
	@echo 'make demo     準備して、日本語の指示でロボットを動かす / set up, then drive the robot with Japanese instructions'
	@echo 'make test     準備して、すべてのテスト / set up, then every test'
	@echo 'make setup    準備だけ (.venv) / set up only'
	@echo 'make bench    遅延の測定 / measure latencies'
	@echo 'make nightly  長いテストも / the long tests too'
	@echo 'make clean    作ったものを消す / remove what was made'
	@echo 'PYTHON=python3.12 や ROS_WHEELS=jazzy で選べます / select with PYTHON=..., ROS_WHEELS=kilted|jazzy'

setup:
	@test -n "$(BOOTSTRAP_PYTHON)" || { echo '✗ Python 3 がありません。 / There is no Python 3.'; \
	  echo '  → sudo apt-get install -y python3 python3-venv python3-dev'; exit 1; }
	@"$(BOOTSTRAP_PYTHON)" bootstrap

demo: setup
	@$(BIN)/physical-ai demo

test: setup
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -m 'not nightly'

nightly: setup
	$(BIN)/python -m pytest

bench: setup
	$(BIN)/python -m bench $(BENCH)

clean:
	rm -rf .venv build install log run physical_ai_bridge.egg-info
