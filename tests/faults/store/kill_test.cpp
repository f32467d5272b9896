// Goal: a till that is killed at any moment loses no sale that it was told is kept, keeps none
// twice,
//       and comes back with the cart that it handed over.
// Method: a real process sells until SIGKILL comes, at a random moment; what it said before it died
//         is compared with the shop, until 1,000 sales were made.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <random>
#include <sstream>

#include "app/core/open_shop.hpp"
#include "tests/faults/store/shop_under_test.hpp"

namespace {

constexpr std::uint64_t kSales = 1'000;

/// What the seller said of the cart on its screen.
struct SavedCart {
    std::string sale;
    std::size_t lines{0};
};

/// A running faults_seller and what it says.
class Process {
public:
    Process(const std::string& shop, std::uint64_t seed) {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) return;
        const std::string text = std::to_string(seed);
        const char* const arguments[] = {COUNTERFOIL_SELLER, shop.c_str(), text.c_str(), nullptr};
        process_ = ::fork();
        if (process_ == 0) {
            ::dup2(ends[1], STDOUT_FILENO);
            ::execv(arguments[0], const_cast<char* const*>(arguments));
            ::_exit(127);
        }
        ::close(ends[1]);
        end_ = ends[0];
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    ~Process() {
        if (end_ >= 0) ::close(end_);
    }

    /// The next line; nothing once it is dead and all it said was read.
    std::optional<std::string> line() {
        for (;;) {
            const auto at = said_.find('\n');
            if (at != said_.npos) {
                std::string line = said_.substr(0, at);
                said_.erase(0, at + 1);
                return line;
            }
            char room[4'096];
            const auto got = ::read(end_, room, sizeof room);
            if (got <= 0) return std::nullopt;
            said_.append(room, static_cast<std::size_t>(got));
        }
    }

    void kill() { ::kill(process_, SIGKILL); }
    /// How it ended, as waitpid(2) has it.
    int wait() {
        int status = 0;
        ::waitpid(process_, &status, 0);
        return status;
    }

private:
    pid_t process_{-1};
    int end_{-1};
    std::string said_;
};

void note(const std::string& line, test::Promised& promised, std::optional<SavedCart>& cart) {
    std::istringstream words{line};
    std::string kind;
    words >> kind;
    if (kind == "cart") {
        SavedCart saved;
        words >> saved.sale >> saved.lines;
        cart = saved;
    } else if (kind == "sold") {
        std::string number;
        std::string sale;
        std::int64_t minor = 0;
        words >> number >> sale >> minor;
        const auto [at, fresh] = promised.sales.emplace(number, *pos::parse_ulid(sale));
        EXPECT_TRUE(fresh) << number << " was given twice";
        promised.total_minor += minor;
        cart.reset();
    }
}

/// The cart that was on the disk is back, or its sale was finished before the seller could say so.
void expect_cart(pos::store::Store& store, const SavedCart& cart) {
    const auto sale = *pos::parse_ulid(cart.sale);
    const auto sold = store.reader().receipt(sale);
    ASSERT_TRUE(sold.has_value());
    if (sold->has_value()) return;
    const auto carts = pos::store::read_carts(store.reader().connection());
    ASSERT_TRUE(carts.has_value());
    ASSERT_FALSE(carts->open.empty()) << "the cart " << cart.sale << " is lost";
    EXPECT_EQ(carts->open.back().sale, sale);
    EXPECT_GE(carts->open.back().lines.size(), cart.lines);
    EXPECT_TRUE(carts->unreadable.empty());
}

}  // namespace

TEST(Kill, loses_no_sale_and_no_cart_at_any_moment) {
    const auto seed = test::fault_seed();
    SCOPED_TRACE("COUNTERFOIL_SEED=" + std::to_string(seed));
    test::TempDir folder;
    const auto where = folder.file("shop.db");
    test::SeededRandom ids{seed};
    ASSERT_TRUE(test::make_shop(where, ids).has_value());

    std::mt19937_64 dice{seed};
    test::Promised promised;
    std::uint64_t kills = 0;
    while (promised.sales.size() < test::fault_rounds(kSales)) {
        Process seller{where, dice()};
        std::optional<SavedCart> cart;
        const auto lines = dice() % 60;
        for (std::uint64_t i = 0; i < lines; ++i) {
            const auto line = seller.line();
            ASSERT_TRUE(line) << "the seller stopped by itself, with status " << seller.wait();
            note(*line, promised, cart);
        }
        ::usleep(static_cast<useconds_t>(dice() % 2'000));  // any moment between two lines
        seller.kill();
        while (const auto line = seller.line()) note(*line, promised, cart);
        ASSERT_TRUE(WIFSIGNALED(seller.wait()));
        ++kills;

        auto store = app::core::open_shop(where, {.program = "faults"}, test::kMorning);
        ASSERT_TRUE(store.has_value()) << store.error().words;
        if (cart) expect_cart(**store, *cart);
        const auto there = test::count_sales(**store);
        ASSERT_LE(there, promised.sales.size() + kills);
        ASSERT_GE(there, promised.sales.size());
        if (kills % 16 == 0) test::expect_good_books(**store);
    }
    auto store = app::core::open_shop(where, {.program = "faults"}, test::kMorning);
    ASSERT_TRUE(store.has_value());
    test::expect_kept(**store, promised, kills);
    test::expect_good_books(**store);
    RecordProperty("kills", static_cast<int>(kills));
}
