#include "tests/contract/head_office/head_office.hpp"

#include <signal.h>

#include <cstdlib>
#include <filesystem>
#include <tuple>

#include "pos/store/db/copy_database.hpp"
#include "tests/support/fault_seed.hpp"

namespace test {

using nlohmann::json;

namespace {

const std::string kCounterfoil = COUNTERFOIL_BINARY_DIR "/bin/counterfoil";
const std::string kOffice = COUNTERFOIL_BINARY_DIR "/bin/office";

/// "12.30" → 1230
std::int64_t cents(const json& amount) {
    std::string digits = amount.get<std::string>();
    std::erase(digits, '.');
    return std::stoll(digits);
}

std::vector<std::string> joined(std::vector<std::string> words,
                                const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

void add(Sums& to, const Sums& more, int sign = 1) {
    for (const auto& [key, sum] : more) to[key] += sign * sum;
    std::erase_if(to, [](const auto& one) { return one.second == 0; });
}

/// Of a row of takings, or of what is outside the books.
void add_tenders(Sums& to, const std::string& branch, const json& row) {
    std::int64_t left = cents(row["net"]);
    for (const json& tender : row["tenders"]) {
        const auto net = cents(tender["net"]);
        to[{branch, row["day"], tender["tender"]}] += net;
        left -= net;
    }
    EXPECT_EQ(left, 0) << row;
}

}  // namespace

std::uint64_t HeadOffice::seed() {
    return fault_seed(1);
}

HeadOffice::HeadOffice() {
    ::setenv("XDG_DATA_HOME", directory_.path().c_str(), 1);
    std::printf("COUNTERFOIL_SEED=%llu\n", static_cast<unsigned long long>(seed()));
}

void HeadOffice::make_office() const {
    const auto made = run_program(
        {kOffice, "init", "--db", db(), "--currency", "GBP", "--zone", "Europe/London"});
    ASSERT_EQ(made.exit, 0) << made.err;
    for (const char* branch : {"B01", "B02"}) counterfoil({"branch", "add", branch, "--db", db()});
}

void HeadOffice::SetUp() {
    make_office();
    start_office();
}

std::pair<std::unique_ptr<Child>, std::uint16_t> HeadOffice::serve(
    const std::vector<std::string>& more) const {
    std::vector<std::string> words =
        joined(office_host_, {kOffice, "serve", "--db", db(), "--listen", listen_});
    words.insert(words.end(), more.begin(), more.end());
    auto office = std::make_unique<Child>(words);
    const std::string address = office->line();
    const auto colon = address.rfind(":");
    if (!address.starts_with("http") || colon == address.npos) {
        ADD_FAILURE() << office->wait().err;
        return {};
    }
    const int port = std::stoi(address.substr(colon + 1));
    return {std::move(office), static_cast<std::uint16_t>(port)};
}

void HeadOffice::start_office() {
    auto [office, port] = serve(serve_with_);
    {
        const std::scoped_lock lock{office_mutex_};
        office_ = std::move(office);
    }
    office_port_ = port;
    ASSERT_TRUE(office_);
    if (!proxy_) proxy_ = std::make_unique<CuttingProxy>(office_port_);
    proxy_->set_server(office_port_);
}

void HeadOffice::restart_office(std::vector<std::string> more) {
    serve_with_ = std::move(more);
    office_->kill(SIGTERM);
    EXPECT_EQ(office_->wait().exit, 0);
    start_office();
}

void HeadOffice::kill_office(const Child* only) {
    const std::scoped_lock lock{office_mutex_};
    if (only != nullptr && only != office_.get()) return;
    office_->kill(SIGKILL);
    (void)office_->wait();
}

Ended HeadOffice::counterfoil(std::vector<std::string> words, int exit) const {
    words.insert(words.begin(), kCounterfoil);
    Ended ended = run_program(words);
    EXPECT_EQ(ended.exit, exit) << words[1] << ": " << ended.err << ended.out;
    return ended;
}

json HeadOffice::json_of(std::vector<std::string> words) const {
    return json::parse(counterfoil(std::move(words)).out);
}

TillOnDisk& HeadOffice::new_till(const std::string& branch, const std::string& terminal) {
    auto& till = *tills_.emplace_back(std::make_unique<TillOnDisk>(
        branch, terminal, file(branch + "-" + terminal + ".db"), Sums{}));
    counterfoil({"init", "--db", till.db, "--branch", branch, "--terminal", terminal, "--currency",
                 "GBP", "--zone", "Europe/London"});
    return till;
}

TillOnDisk& HeadOffice::till(const std::string& branch, const std::string& terminal) {
    auto& made = new_till(branch, terminal);
    join(made);
    return made;
}

void HeadOffice::join(const TillOnDisk& till, std::uint16_t port) const {
    const json code = json_of({"enrol-code", "--branch", till.branch, "--terminal", till.terminal,
                               "--db", db(), "--json"});
    counterfoil({"enrol", "--db", till.db, "--office", "http://127.0.0.1:" + std::to_string(port),
                 "--code", code["code"].get<std::string>()});
}

TillOnDisk& HeadOffice::copy_of(const TillOnDisk& till) {
    auto& copy = *tills_.emplace_back(std::make_unique<TillOnDisk>(
        till.branch, till.terminal, file("copy" + std::to_string(tills_.size()) + ".db"),
        sold(till)));
    for (const char* beside : {"", "-wal", ".key"}) {
        if (std::filesystem::exists(till.db + beside)) {
            std::filesystem::copy_file(till.db + beside, copy.db + beside);
        }
    }
    return copy;
}

void HeadOffice::sell(const TillOnDisk& till, int receipts) {
    std::string rows = "receipt,sku,name,quantity,price,at\n";
    for (int i = 0; i < receipts; ++i) {
        const auto day = 1 + random_() % 3;
        const auto lines = 1 + random_() % 3;
        ++receipts_;
        for (std::uint64_t line = 0; line < lines; ++line) {
            const auto pence = random_() % 10'000;
            rows += "R" + std::to_string(receipts_) + ",S" + std::to_string(line) + ",Thing,1," +
                    std::to_string(pence / 100) + "." + std::to_string(pence / 10 % 10) +
                    std::to_string(pence % 10) + ",2010-12-0" + std::to_string(day) + " 09:00:00\n";
        }
    }
    write_file(till.db + ".csv", rows);
    counterfoil({"ring", till.db + ".csv", "--db", till.db});
}

std::string HeadOffice::back_up_office() {
    if (is_sqlite()) {
        // As a copy of the whole disk has it: a backup of ours would not be served from.
        const auto every_page = [](const pos::store::db::CopyProgress&) { return true; };
        std::filesystem::remove(file("older.db"));
        EXPECT_TRUE(pos::store::db::copy_to_part(target_.where, file("older.db"), 256, every_page));
        return file("older.db");
    }
    const auto dumped = run_program({PostgresServer::program("pg_dump"), "--format=custom",
                                     "--file=" + file("older.dump"), "--dbname=" + db()});
    EXPECT_EQ(dumped.exit, 0) << dumped.err;
    return file("older.dump");
}

void HeadOffice::restore_office(const std::string& older) {
    kill_office();
    if (is_sqlite()) {
        for (const char* beside : {"", "-wal", "-shm"}) {
            std::filesystem::remove(target_.where + beside);
        }
        std::filesystem::copy_file(older, target_.where);
    } else {
        ASSERT_TRUE(connect()->script("DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
        const auto restored = run_program({PostgresServer::program("pg_restore"), "--exit-on-error",
                                           "--no-owner", "--dbname=" + db(), older});
        ASSERT_EQ(restored.exit, 0) << restored.err;
    }
    start_office();
}

std::pair<int, json> HeadOffice::sync(const TillOnDisk& till) const {
    const auto ended =
        run_program(joined(till.host, {kCounterfoil, "sync", "--db", till.db, "--once", "--json"}));
    EXPECT_TRUE(ended.exit == 0 || ended.exit == 3) << ended.err;
    return {ended.exit, json::parse(ended.out)};
}

json HeadOffice::drain(const TillOnDisk& till) const {
    const auto [exit, done] = sync(till);
    EXPECT_EQ(exit, 0);
    EXPECT_EQ(done["to_send"], 0);
    return done;
}

Sums HeadOffice::sold(const TillOnDisk& till) const {
    Sums sums;
    for (const auto& row : json_of({"takings", "--by", "day", "--json", "--db", till.db})) {
        add_tenders(sums, till.branch, row);
    }
    return sums;
}

Sums HeadOffice::sold_by_all() const {
    Sums all;
    for (const auto& till : tills_) {
        add(all, sold(*till));
        add(all, till->not_its_own, -1);
    }
    return all;
}

Sums HeadOffice::in_the_books() const {
    Sums sums;
    for (const auto& row : json_of({"takings", "--by", "branch,day", "--json", "--db", db()})) {
        add_tenders(sums, row["branch"], row);
    }
    return sums;
}

Sums HeadOffice::outside_the_books() const {
    Sums sums;
    const json found = json_of({"attention", "--json", "--db", db()});
    for (const auto& row : found["takings"]) {
        add_tenders(sums, row["branch"], row);
    }
    return sums;
}

void HeadOffice::expect_balance() const {
    Sums accounted = in_the_books();
    add(accounted, outside_the_books());
    EXPECT_EQ(accounted, sold_by_all());
    const auto twice = connect({pos::store::db::OpenMode::read_write})
                           ->value<std::int64_t>(
                               "SELECT count(*) - count(DISTINCT number) + "
                               "count(*) - count(DISTINCT sale) FROM sale");
    EXPECT_EQ(twice.value(), 0);
    counterfoil({"verify", "--db", db()});
    for (const auto& till : tills_) counterfoil({"verify", "--db", till->db});
}

}  // namespace test
