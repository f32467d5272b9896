#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/sale/register.hpp"
#include "tests/support/seeded_random.hpp"

namespace test {

inline constexpr pos::Currency kEuro{{'E', 'U', 'R'}, 2};

pos::Money euro(std::string_view text);
pos::UnitPrice euro_each(std::string_view text);
pos::Quantity quantity(std::string_view text);

/// A shop in euro with a few goods, two rates of tax (included), cash, card and vouchers.
pos::sale::Setup shop();
/// milk 1.19, bread 2.49, wine 7.99, apples 2.99/kg, gift 0.00, flowers (open price), tobacco 8.00
/// (no discounts), lamp 9999.00. Food is taxed at 7 %, the rest at 19 %.
pos::sale::Item goods(std::string_view name);

/// 3 for 2; the second at half price; 10 % that goes with others; 1.00 off spending 15.00, with
/// others too.
std::vector<pos::pricing::Promotion> promotions();

pos::people::User cashier();
pos::people::User manager();

/// What the store of a test does with what it is asked for.
enum class StoreMood { answers, fails, keeps_silent };

/// A register with the world around it: a store that numbers, a drawer and a printer that count.
class Till {
public:
    explicit Till(pos::sale::Setup setup = shop(), std::uint64_t seed = 1,
                  pos::people::Rights rights = pos::people::usual_rights());

    /// Opens the shift with 100.00.
    void open(std::string_view opening_float = "100.00");
    /// Carries the command and all that follows from it out. Empty: it was done.
    std::optional<pos::sale::Refusal> give(const pos::sale::Command& command,
                                           const pos::sale::Approval* approval = nullptr);
    /// give() that must not be refused.
    void must(const pos::sale::Command& command);
    /// Answers what the store kept silent about, the first first.
    void answer(bool well = true);
    /// As if the program had been killed: a new register from what was stored.
    void restart();
    void go_on(std::int64_t seconds) { now_s_ += seconds; }

    const pos::sale::State& state() const { return register_.state(); }
    const pos::sale::Register& machine() const { return register_; }
    pos::sale::Stamp stamp() const;

    /// The receipt with this number, "1", "2"… as the store drew them.
    const pos::journal::SaleRecord& receipt(const std::string& number) const;
    std::vector<pos::sale::ReturnedBefore> returned(const pos::journal::SaleRecord& record) const;

    StoreMood mood{StoreMood::answers};
    std::vector<pos::sale::Store> unanswered;
    std::vector<pos::journal::Event> journal;        // what was stored
    std::map<pos::Ulid, pos::sale::Cart> rows;       // of carts
    std::vector<pos::journal::SaleRecord> receipts;  // stored, numbered
    std::vector<pos::sale::Effect> effects;          // all but Store and Beep, in order
    std::optional<pos::sale::AskFiscal> fiscal_asked;
    std::optional<pos::sale::Refusal> refused;  // by the last script
    std::uint32_t drawer{0};                    // times it opened
    std::uint32_t printed{0};
    std::vector<pos::sale::Sound> sounds;

private:
    void carry_out(const std::vector<pos::sale::Effect>& effects);
    void carry_out(const pos::sale::Store& store);
    void store(const pos::sale::Store& store);
    pos::sale::Stored write(const pos::sale::Store& store);

    SeededRandom random_;
    std::int64_t now_s_{0};
    std::uint32_t z_number_{0};
    pos::Money grand_total_{0, kEuro};
    pos::sale::Register register_;
};

}  // namespace test
