// Goal: the bytes of every version of every event stay readable for ever, and today's do not change
// unnoticed.
// Method: journal/events/<kind>_v<version>.hex holds the sample event's payload. A file once
// released is never written again: a change of the layout raises the version in
// pos/journal/kinds.hpp. Each version of each kind has its file, and no file is of another.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <variant>

#include "pos/journal/chain.hpp"
#include "pos/journal/codec.hpp"
#include "pos/journal/kinds.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/sample_events.hpp"
#include "tests/support/seeded_random.hpp"

using namespace pos::journal;

namespace {

std::string file_of(const EncodedEvent& event) {
    return "journal/events/" + std::string{kind_name(event.kind)} + "_v" +
           std::to_string(event.version) + ".hex";
}

/// What a payload of an older version reads as, where that is not today's sample: the fields that
/// came later have their defaults.
std::map<std::string, Event> lifted_samples() {
    // Lines of sales have said since version 2 which goods they are of.
    const auto without_trace = [](SaleRecord record) {
        for (SaleLine& line : record.lines) line.trace.reset();
        return record;
    };
    const CardAttempted card{.sale = test::id(21),
                             .attempt = test::id(51),
                             .when = test::at(14, 31, 0),
                             .cashier = test::anna(),
                             .amount = test::euro(500),
                             .state = CardState::approved,
                             .reference = "4711"};
    // Whose stock it is has been said since version 2.
    auto stock = std::get<StockAdjusted>(test::sample_shop_events()[3]);
    // Whether it was a count has been said since version 3.
    stock.counted = false;
    const StockAdjusted stock_of_branch = stock;
    stock.branch.clear();
    // Credit that is bought is counted apart since version 3, bills since version 2.
    auto close = test::sample_close();
    close.figures.credits = 0;
    close.figures.credit_bought = test::euro(0);
    const ShiftClosed without_credit = close;
    close.figures.bills = 0;
    close.figures.bills_paid = test::euro(0);
    // How it is asked to be paid has been said since version 2.
    auto document = test::sample_document();
    document.asked.reset();
    // Credit is bought since version 2.
    return {{"bill_paid_v1", BillPaid{test::sample_bill()}},
            {"stock_adjusted_v1", stock},
            {"stock_adjusted_v2", stock_of_branch},
            {"shift_closed_v1", close},
            {"shift_closed_v2", without_credit},
            {"sale_completed_v1", SaleCompleted{without_trace(test::sample_sale())}},
            {"sale_refunded_v1", SaleRefunded{without_trace(test::sample_refund())}},
            {"card_attempted_v1", card},
            {"document_issued_v1", document}};
}

/// Calls `visit.template operator()<T>()` for each type of event.
template <class Visit, class... T>
void each_kind(const std::variant<T...>*, Visit visit) {
    (visit.template operator()<T>(), ...);
}
template <class Visit>
void each_kind(Visit visit) {
    each_kind(static_cast<const Event*>(nullptr), visit);
}

}  // namespace

TEST(GoldenEvents, each_version_of_each_kind_has_its_bytes_and_no_other) {
    std::set<std::string> wanted;
    each_kind([&]<class T>() {
        const auto number = static_cast<std::uint16_t>(Kind<T>::kNumber);
        ASSERT_NE(kind_name(number), "unknown") << number;
        for (int version = 1; version <= Kind<T>::kVersion; ++version) {
            wanted.insert(std::string{kind_name(number)} + "_v" + std::to_string(version));
        }
    });
    std::set<std::string> there;
    const auto folder =
        std::filesystem::path{COUNTERFOIL_SOURCE_DIR} / "tests/golden/journal/events";
    for (const auto& file : std::filesystem::directory_iterator{folder}) {
        EXPECT_EQ(file.path().extension(), ".hex") << file.path();
        there.insert(file.path().stem());
    }
    for (const std::string& name : wanted) EXPECT_TRUE(there.contains(name)) << name;
    for (const std::string& name : there) EXPECT_TRUE(wanted.contains(name)) << name;
}

TEST(GoldenEvents, numbers_names_and_signatures_of_kinds) {
    std::map<std::uint16_t, std::string> kinds;
    each_kind([&]<class T>() {
        const auto number = static_cast<std::uint16_t>(Kind<T>::kNumber);
        kinds[number] = std::string{kind_name(number)} + (needs_signature(number) ? " signed" : "");
    });
    std::string text;
    for (const auto& [number, kind] : kinds) text += std::to_string(number) + " " + kind + "\n";
    test::expect_golden("journal/kinds.txt", text);
}

TEST(GoldenEvents, todays_bytes) {
    for (const Event& event : test::sample_events()) {
        const EncodedEvent encoded = encode(event);
        test::expect_golden(file_of(encoded), test::hex_lines(encoded.payload));
    }
}

TEST(GoldenEvents, every_version_ever_released_still_reads) {
    std::map<std::string, Event> samples;
    for (const Event& event : test::sample_events()) {
        samples.emplace(kind_name(static_cast<std::uint16_t>(kind_of(event))), event);
    }
    const auto lifted = lifted_samples();
    const auto folder =
        std::filesystem::path{COUNTERFOIL_SOURCE_DIR} / "tests/golden/journal/events";
    for (const auto& file : std::filesystem::directory_iterator{folder}) {
        const std::string name = file.path().stem();
        SCOPED_TRACE(name);
        const auto at = name.rfind("_v");
        ASSERT_NE(at, std::string::npos);
        const auto sample = samples.find(name.substr(0, at));
        ASSERT_NE(sample, samples.end());
        const auto bytes = test::bytes_of_hex(test::golden("journal/events/" + name + ".hex"));
        const auto read = decode(static_cast<std::uint16_t>(kind_of(sample->second)),
                                 static_cast<std::uint16_t>(std::stoi(name.substr(at + 2))), bytes);
        ASSERT_TRUE(read);
        EXPECT_EQ(*read, lifted.contains(name) ? lifted.at(name) : sample->second);
    }
}

TEST(GoldenChain, hashes_and_signatures) {
    test::SeededRandom random{1};
    const auto key = SigningKey::generate(random);
    Head head = genesis(test::id(99), key.public_key());
    std::string text =
        "key " + pos::to_hex(key.public_key()) + "\ngenesis " + pos::to_hex(head.hash) + "\n";
    // One fixed payload: the chain's bytes do not depend on what events look like.
    static constexpr std::uint16_t kKinds[] = {1, 20, 25, 9999};
    for (const std::uint16_t kind : kKinds) {
        const EncodedEvent event{kind, 1, {std::byte{0xca}, std::byte{0xfe}}};
        const Entry entry = next_entry(test::id(99), head, {1'795'354'300'000}, event, key);
        head = {entry.seq, entry.hash};
        text += std::to_string(entry.seq) + " kind " + std::to_string(kind) + " hash " +
                pos::to_hex(entry.hash) + "\n";
        if (entry.signature) text += "  signature " + pos::to_hex(*entry.signature) + "\n";
    }
    test::expect_golden("journal/chain.txt", text);
}
