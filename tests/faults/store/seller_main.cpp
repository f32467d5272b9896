// Sells until it is killed: faults_seller DB SEED. Says on standard output, a line each and only
// once it is on the disk: "cart ULID LINES" and "sold NUMBER ULID MINOR".
#include <unistd.h>

#include <cstdlib>
#include <random>
#include <string>

#include "app/core/system.hpp"
#include "tests/faults/store/seller.hpp"
#include "tests/support/seeded_random.hpp"

namespace {

/// One write for a line: nothing of it waits in this process.
void say(const std::string& line) {
    const std::string whole = line + "\n";
    if (::write(STDOUT_FILENO, whole.data(), whole.size()) < 0) std::exit(1);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    const auto seed = std::strtoull(argv[2], nullptr, 10);
    test::SeededRandom ids{seed};
    std::mt19937_64 dice{seed};
    app::core::SystemClock clock;
    test::Seller seller{argv[1], ids, clock.now()};
    for (;;) {
        const auto lines = 1 + dice() % 4;
        for (std::uint64_t i = 0; i < lines; ++i) {
            seller.add(static_cast<std::int64_t>(1 + dice() % 9'999));
            if (dice() % 2 != 0) continue;
            seller.flush();
            const auto& cart = seller.state().cart;
            say("cart " + pos::to_string(cart.sale) + " " + std::to_string(cart.lines.size()));
        }
        const auto sold = seller.pay();
        if (!sold) return 1;
        say("sold " + sold->number + " " + pos::to_string(sold->sale) + " " +
            std::to_string(sold->payable.minor));
    }
}
