#pragma once

#include <array>
#include <boost/mpl/bool.hpp>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "pos/journal/archive/wire_types.hpp"
#include "pos/journal/event.hpp"

namespace test {

/// An archive that "loads" random valid values into whatever serialize() names: no field of no
/// event can be forgotten. One currency throughout, as in real events.
class RandomFill {
public:
    using is_saving = boost::mpl::false_;
    using is_loading = boost::mpl::true_;

    explicit RandomFill(std::mt19937_64& random) : random_{random} {
        static constexpr pos::Currency kSome[] = {
            {{'E', 'U', 'R'}, 2}, {{'J', 'P', 'Y'}, 0}, {{'K', 'W', 'D'}, 3}, {}};
        currency_ = kSome[below(4)];
    }

    template <class T>
    RandomFill& operator&(T& value) {
        fill(value);
        return *this;
    }

    template <pos::journal::archive::FixedInteger T>
    void fill(T& value) {
        value = static_cast<T>(below(2) == 0 ? below(10) : random_());
    }
    void fill(bool& flag) { flag = below(2) == 1; }
    void fill(std::byte& byte) { byte = static_cast<std::byte>(random_()); }
    template <pos::journal::archive::ScopedEnum T>
    void fill(T& value) {
        do value = static_cast<T>(below(16));
        while (!in_range(value));
    }
    void fill(std::string& text) {
        static constexpr std::string_view kPieces[] = {
            "Milk",         " ", "ä", "שלום", "牛乳", "\"", std::string_view{"\0", 1}, "\n",
            "4006381333931"};
        text.clear();
        for (auto pieces = below(4); pieces > 0; --pieces) text += kPieces[below(9)];
    }
    void fill(pos::Date& date) {
        date.days = static_cast<std::int32_t>(between(-719'162, 2'932'896));
    }
    void fill(pos::LocalTime& time) {
        fill(time.date);
        time.second_of_day = static_cast<std::int32_t>(below(86'400));
        time.utc_offset_s = static_cast<std::int32_t>(between(-64'800, 64'800));
    }
    void fill(pos::Instant& at) { at.unix_ms = between(-62'135'596'800'000, 253'402'300'799'999); }
    void fill(pos::Currency& currency) { currency = currency_; }
    void fill(pos::Money& money) {
        money = {below(2) == 0 ? between(-999, 999) : between(-pos::kMinorMax, pos::kMinorMax),
                 currency_};
    }
    void fill(pos::UnitPrice& price) {
        price = {between(-pos::kPriceMaxE8, pos::kPriceMaxE8), currency_};
    }
    void fill(pos::Quantity& quantity) {
        const auto most = pos::kQuantityMax.millionths;
        quantity.millionths = below(2) == 0 ? 1'000'000 * between(-3, 3) : between(-most, most);
    }
    void fill(pos::Rate& rate) { rate.e8 = between(-100 * pos::kRateScale, 100 * pos::kRateScale); }
    template <class T>
    void fill(std::vector<T>& items) {
        items.resize(below(4));
        for (T& item : items) fill(item);
    }
    template <class T, std::size_t N>
    void fill(std::array<T, N>& items) {
        for (T& item : items) fill(item);
    }
    template <class T>
    void fill(std::optional<T>& option) {
        option.reset();
        if (below(2) == 1) fill(option.emplace());
    }
    void fill(pos::journal::SaleRecord& record) {
        fill_members(record);
        for (auto& line : record.lines) {
            if (record.taxes.empty()) line.taxes.clear();
            for (auto& tax : line.taxes) {
                tax.group = static_cast<std::uint32_t>(below(record.taxes.size()));
            }
        }
    }
    void fill(pos::journal::DocumentIssued& issued) {
        fill_members(issued);
        if (issued.taxes.empty()) issued.lines.clear();
        for (auto& line : issued.lines) {
            line.tax_group = static_cast<std::uint32_t>(below(issued.taxes.size()));
        }
    }
    template <class T>
    void fill(T& record) {
        do fill_members(record);
        while (!pos::journal::archive::is_valid(record));
    }

private:
    template <class T>
    void fill_members(T& record) {
        boost::serialization::access::serialize(*this, record,
                                                pos::journal::archive::Record<T>::kVersion);
    }
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low +
               static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
    }

    std::mt19937_64& random_;
    pos::Currency currency_{};
};

template <std::size_t Index = 0>
pos::journal::Event random_event(std::size_t alternative, std::mt19937_64& random) {
    if constexpr (Index + 1 < std::variant_size_v<pos::journal::Event::variant>) {
        if (alternative != Index) return random_event<Index + 1>(alternative, random);
    }
    std::variant_alternative_t<Index, pos::journal::Event::variant> event;
    RandomFill{random}.fill(event);
    return event;
}
inline pos::journal::Event random_event(std::mt19937_64& random) {
    return random_event<0>(
        static_cast<std::size_t>(random() % std::variant_size_v<pos::journal::Event::variant>),
        random);
}

}  // namespace test
