# 绩效公开：常用命令。直接运行 make 可看说明。
# 只用相对路径，所在目录可以带空格和中文；环境都装在本目录的 .venv 与 theme/node_modules，不动系统。

PYTHON ?= python3
PY     := .venv/bin/python
# A package that comes as a wheel runs nothing of its own while it is installed. A machine for which some have none
# (LoongArch) builds these: make setup WHEELS=
WHEELS ?= --only-binary=:all:
PIP     = $(PY) -m pip install -qq --disable-pip-version-check --no-input --require-hashes $(WHEELS)
ARGS   ?=
# To make, AS is an assembler unless someone says otherwise; to us it is what a form is made as.
ifeq ($(origin AS),default)
AS :=
endif
# `make archive OUT=` names a file; to the build that it begins with, OUT is the folder of the site.
ifneq ($(filter archive,$(MAKECMDGOALS)),)
ARCHIVE_FILE := $(OUT)
override OUT :=
endif

NPM := npm
# The redirection makes make 4.3 use a shell: it cannot run the built-in `command` by itself.
ifeq ($(shell command -v npm 2>/dev/null),)
NPM       := .venv/bin/npm
NODE      ?= $(CURDIR)/.venv/bin/node
NODE_DONE := .venv/.node-done
export NODE
endif
NODE ?= node
SCRIPTS  := theme/overrides/assets/js/*.js theme/templates/*.js theme/templates/desk/*.js theme/*.cjs theme/*.mjs tests/scripts/*.mjs tests/scripts/looks.js
ESLINT    = '$(NODE)' theme/node_modules/eslint/bin/eslint.js --config theme/eslint.config.mjs --max-warnings 0
PRETTIER  = '$(NODE)' theme/node_modules/prettier/bin/prettier.cjs --config theme/.prettierrc.json --log-level warn
# Beside an installed set, npm locks what is installed there, of which it may know no hash: the lock is made elsewhere.
LOCKING := build/lock
NPM_CI = $(NPM) ci --prefix theme --loglevel=error --no-progress >/dev/null

# Each stamp says that one set is installed; it is older than its lock file when the lock has changed.
PY_DONE        := .venv/.build-done
PY_DEV_DONE    := .venv/.dev-done
PDF_DONE       := .venv/.pdf-done
THEME_DONE     := theme/node_modules/.build-done
THEME_DEV_DONE := theme/node_modules/.dev-done
BUILD_SET      := $(PY_DONE) $(THEME_DONE)
TEST_SET       := $(PY_DEV_DONE) $(THEME_DEV_DONE)

OFFLINE = { echo '安装没有完成，原因见上面几行。若是网络不通，请换一个软件源后再运行一次。' >&2; exit 1; }

.PHONY: help setup build check new form import review serve package publish diff verify archive timestamp test coverage lint format snapshots screenshots bench lock clean distclean
.DEFAULT_GOAL := help
# With -j, one goal would reinstall the libraries another one is reading.
.NOTPARALLEL:

help: ## 显示这份说明
	@echo '用法：make 命令'
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

setup: $(BUILD_SET) $(if $(PDF),$(PDF_DONE)) ## 准备运行环境（其他命令会自动做这一步）；PDF=1 时加装读 PDF 的库
	@echo '运行环境已就绪。'

build: $(BUILD_SET) ## 生成网站，结果在 build/site，只重做变了的；STRICT=1 时有警告也不生成
	@$(PY) -m generator build $(if $(STRICT),--strict) $(if $(YEARS),--years $(YEARS)) $(if $(JOIN),--join $(JOIN)) \
	    $(if $(OUT),--out '$(OUT)') $(ARGS)

check: $(PY_DONE) ## 只检查数据；可加 STRICT=1、WAIVED=1（列出已豁免的）、FILE=文件、HTML=校验清单.html、FORMAT=json
	@$(PY) -m generator check $(if $(STRICT),--strict) $(if $(WAIVED),--waived) $(if $(FORMAT),--format '$(FORMAT)') \
	    $(if $(HTML),--html '$(HTML)') $(ARGS) $(if $(FILE),'$(FILE)')

new: $(PY_DONE) ## 起草一个项目的数据文件，逐项询问；也可写明，如 ARGS="--year 2018 --from 2017/shipin-huiyi"
	@$(PY) -m generator new $(ARGS)

form: $(PY_DONE) ## 做官方表样，放在 build/forms：PROJECT=年度/文件名 填好的；UNITS=单位,单位 各一份；可加 FORM=信息表 AS=docx
	@$(PY) -m generator form $(if $(FORM),--form '$(FORM)') $(if $(AS),--as '$(AS)') $(if $(UNITS),--units '$(UNITS)') \
	    $(if $(YEAR),--year '$(YEAR)') $(ARGS) $(PROJECT)

import: $(PY_DONE) ## 收表：来件读成数据文件的草稿并逐格检查；FILES="收件/*.xlsx"（不写收 content/inbox/），YES=1 时直接改动已有的，UNDO=1 恢复到收表以前，CONFIRM=文件 看过了、去掉待核对
	@$(PY) -m generator import $(if $(YES),--yes) $(if $(UNDO),--undo) $(if $(CONFIRM),--confirm '$(CONFIRM)') \
	    $(ARGS) $(if $(FILES),'$(FILES)') || test $$? -eq 1

review: $(PY_DONE) ## 复核自评：SHARE=20% 照种子抽样并做复核底稿，可加 SEED= YEAR=2024 UNIT=单位；WATCH=1 列内部的关注名单
	@$(PY) -m generator review $(if $(SHARE),--share '$(SHARE)') $(if $(SEED),--seed '$(SEED)') $(if $(YEAR),--year '$(YEAR)') \
	    $(if $(UNIT),--unit '$(UNIT)') $(if $(WATCH),--watch) $(ARGS)

serve: $(BUILD_SET) ## 打开工作台：在浏览器里收件、填报、检查、预览、发布；可加 ARGS=--no-browser
	@$(PY) -m generator serve $(ARGS)

package: build ## 生成网站并打成压缩包 build/jixiao-gongkai.zip，附校验和与部署说明
	@$(PY) -m generator package $(if $(RECOVER),--recover) $(ARGS)

publish: $(if $(BACK),$(PY_DONE),build) ## 生成网站并发布到 DEST=文件夹，读者不会看到半个新版；BACK=1 退回上一版
	@$(PY) -m generator publish $(if $(BACK),--back) $(if $(RECOVER),--recover) $(ARGS) $(if $(DEST),'$(DEST)')

diff: build ## 这一次发布会改动什么：AGAINST=上一次的发布文件夹、压缩包或网址；HTML=改动清单.html、JSON=1
	@$(PY) -m generator diff $(if $(JSON),--json) $(if $(HTML),--html '$(HTML)') $(ARGS) $(if $(AGAINST),'$(AGAINST)')

verify: $(PY_DONE) ## 核验发布了的网站 SITE=文件夹、压缩包或网址：发布后有没有被改过；KEPT=从前留存的 chain.txt；AGAINST=另一个 时逐个文件比较
	@$(PY) -m generator verify $(if $(KEPT),--kept '$(KEPT)') $(if $(AGAINST),--against '$(AGAINST)') $(if $(CA),--ca '$(CA)') $(ARGS) $(if $(SITE),'$(SITE)')

timestamp: $(PY_DONE) ## 为最近一次发布写时间戳申请（RFC 3161）；收到答复后 ANSWER=文件，可加 CA=服务机构的根证书
	@$(PY) -m generator timestamp $(if $(CA),--ca '$(CA)') $(ARGS) $(if $(ANSWER),'$(ANSWER)')

archive: $(if $(SITE),$(PY_DONE),package) ## 打成交给档案部门的压缩包 OUT=文件（不写是 build/jixiao-gongkai-guidang.zip）；SITE=发布文件夹、压缩包或网址
	@$(PY) -m generator archive $(if $(SITE),--site '$(SITE)') $(if $(ARCHIVE_FILE),--file '$(ARCHIVE_FILE)') $(ARGS)

test: $(TEST_SET) ## 运行测试，各核并行；可加参数，如 ARGS="-k 编号重复"；COVERAGE=1 时同时量覆盖率
	@'$(NODE)' --test --test-reporter=spec tests/scripts/*.test.mjs
	@$(if $(COVERAGE),rm -rf build/coverage)
	@$(PY) -m $(if $(COVERAGE),coverage run -m )pytest -n auto $(ARGS)
	@$(if $(COVERAGE),$(PY) -m coverage combine -q && $(PY) -m coverage report)

coverage: ## 运行测试并量覆盖率（行和分支），低于 pyproject.toml 里的数就不通过；逐行的结果在 build/coverage/html
	@$(MAKE) --no-print-directory test COVERAGE=1
	@$(PY) -m coverage html -q

lint: $(TEST_SET) ## 检查代码的写法、类型和分层
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-logo
	@$(ESLINT) $(SCRIPTS)
	@$(PRETTIER) --check $(SCRIPTS)

format: $(TEST_SET) ## 整理代码格式
	@$(PY) -m ruff check --fix
	@$(PY) -m ruff format
	@$(ESLINT) --fix $(SCRIPTS)
	@$(PRETTIER) --write $(SCRIPTS)

snapshots: $(TEST_SET) ## 有意改了输出之后，更新测试快照
	@$(PY) -m pytest --snapshot-update $(ARGS)

screenshots: $(TEST_SET) ## 重新截取 README、docs/收表.md 和 docs/工作台.md 里的图
	@$(PY) -m tools.screenshots
	@$(PY) -m tools.form_pictures
	@$(PY) -m tools.desk_pictures

bench: $(TEST_SET) ## 测量生成的快慢，并与 Hugo 加 Pagefind、MkDocs Material、Zensical 相比；可加 ARGS="--projects 300"
	@$(PY) -m tools.bench $(ARGS)

lock: $(PY_DEV_DONE) $(NODE_DONE) ## 改了 *.in 或 theme/package.json 之后，重写锁定文件；UPGRADE=1 时升级
	@for set in requirements requirements-pdf requirements-dev requirements-node; do \
	    echo "正在重写 $$set.txt…"; \
	    UV_CUSTOM_COMPILE_COMMAND='make lock' $(PY) -m uv pip compile -q --universal --python-version 3.11 \
	        --generate-hashes $(if $(UPGRADE),--upgrade) -o $$set.txt $$set.in || exit 1; \
	done
	@echo '正在重写 theme/package-lock.json…'
	@rm -rf $(LOCKING) && mkdir -p $(LOCKING)
	@cp theme/package.json theme/.npmrc $(wildcard theme/package-lock.json) $(LOCKING)
	@$(NPM) $(if $(UPGRADE),update,install) --package-lock-only --prefix $(LOCKING) --loglevel=error --no-progress >/dev/null
	@mv $(LOCKING)/package-lock.json theme/package-lock.json && rm -rf $(LOCKING)

clean: ## 删除生成的内容（build/）
	@rm -rf build

distclean: clean ## 连同运行环境和各种缓存一起删除
	@rm -rf .venv theme/node_modules .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- 运行环境 ----

$(PY_DONE): requirements.txt
	@command -v '$(PYTHON)' >/dev/null || { \
	    echo '没有找到 $(PYTHON)。请先安装 Python 3.11 或更新的版本。' >&2; exit 1; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "需要 Python 3.11 或更新的版本，这里的 $(PYTHON) 是 $$('$(PYTHON)' -V 2>&1)。" >&2; \
	    echo '若另装有新版本，可以指明，例如：make build PYTHON=python3.12' >&2; exit 1; }
	@echo '正在准备运行环境（首次约一两分钟）…'
	@$(PY) -c 'import pip' 2>/dev/null || '$(PYTHON)' -m venv --clear .venv || { \
	    echo '无法建立 .venv。Debian、Ubuntu 上请先安装 python3-venv。' >&2; exit 1; }
	@$(PIP) -r requirements.txt || $(OFFLINE)
	@$(PY) -m pip uninstall -qq --yes setuptools # of the interpreter's own age, and nothing needs it
	@touch $@

$(PDF_DONE): requirements-pdf.txt $(PY_DONE)
	@echo '正在安装读 PDF 的库…'
	@$(PIP) -r requirements-pdf.txt || $(OFFLINE)
	@touch $@

$(PY_DEV_DONE): requirements-dev.txt $(PY_DONE)
	@echo '正在安装测试与检查工具…'
	@$(PIP) -r requirements.txt -r requirements-dev.txt || $(OFFLINE)
	@touch $@

.venv/.node-done: requirements-node.txt $(PY_DONE)
	@echo '没有找到 npm，正在从 Python 软件源安装 Node.js…'
	@$(PIP) -r requirements-node.txt || $(OFFLINE)
	@touch $@

# npm ci empties node_modules, stamps included: a set half installed is never taken for a whole one.
$(THEME_DONE): theme/package-lock.json theme/package.json | $(NODE_DONE)
	@echo '正在安装图表库…'
	@$(NPM_CI) --omit=dev || $(OFFLINE)
	@touch $@

# The test set holds the build set: with both stamps set, `make build` has nothing to do after `make test`.
$(THEME_DEV_DONE): theme/package-lock.json theme/package.json | $(NODE_DONE)
	@echo '正在安装图表库与网页测试库…'
	@$(NPM_CI) || $(OFFLINE)
	@touch $(THEME_DONE) $@
