# The two commands: `make run` and `make test`. What they need is said when it is missing.

.PHONY: run test chaos mutants bench audit

# Builds without LTO, migrates, fills in the demo data, and prints the addresses and the demo
# accounts. Its data are in var/.
run:
	cargo run --locked -- serve --demo

# Format, lints, docs, and every test on SQLite and on a throw-away PostgreSQL, those of pages in a
# Chromium.
test:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked
	cargo test --workspace --locked --no-run
	scripts/in-memory scripts/with-browser scripts/with-postgres cargo test --workspace --locked

# Rounds of load, each with a fault: docs/chaos.md. `make chaos ROUNDS=20` is what CI runs.
ROUNDS ?= 200
chaos:
	cargo build --locked
	scripts/chaos --rounds $(ROUNDS)

# Plants known bugs one by one in a copy of the source; each must turn a test red.
mutants:
	scripts/with-postgres scripts/mutants

# The budgets beside their bars (B1 to B5, B7), the busy morning, growth (B6), and 50,000 mails: about
# forty minutes. Needs wrk. docs/performance.md has the figures and how they came about.
bench:
	cargo build --release --locked --bins --example bare
	DURABLE=1 scripts/with-postgres benches/budgets
	DURABLE=1 scripts/with-postgres benches/morning
	DURABLE=1 scripts/with-postgres benches/growth
	DURABLE=1 scripts/with-postgres benches/mails

# Licences, advisories (fetched from github.com), unused dependencies. Needs tools that take
# minutes to build:
# cargo install --locked cargo-deny cargo-machete
audit:
	cargo deny --locked check
	cargo machete
