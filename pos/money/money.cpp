#include "pos/money/money.hpp"

namespace pos {

std::expected<Money, MoneyError> add(Money a, Money b) {
    POS_ASSERT(in_range(a));
    POS_ASSERT(in_range(b));
    POS_ASSERT(a.currency == b.currency);
    const Money sum{a.minor + b.minor, a.currency};
    if (!in_range(sum)) return std::unexpected{MoneyError::out_of_range};
    return sum;
}

Money operator+(Money a, Money b) {
    const auto sum = add(a, b);
    POS_ASSERT(sum.has_value());
    return *sum;
}

Money operator-(Money a) {
    return {-a.minor, a.currency};
}
Money operator-(Money a, Money b) {
    return a + -b;
}
Money& operator+=(Money& a, Money b) {
    return a = a + b;
}
Money& operator-=(Money& a, Money b) {
    return a = a - b;
}

std::strong_ordering operator<=>(const Money& a, const Money& b) {
    POS_ASSERT(a.currency == b.currency);
    return a.minor <=> b.minor;
}

}  // namespace pos
