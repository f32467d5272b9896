#include "pos/locale/collate.hpp"

#include <unicode/coll.h>
#include <unicode/locid.h>
#include <unicode/sortkey.h>
#include <unicode/unistr.h>

#include "pos/base/assert.hpp"
#include "pos/locale/tag.hpp"

namespace pos::locale {

struct Collation::State {
    std::unique_ptr<icu::Collator> collator;
};

namespace {

icu::StringPiece piece(std::string_view text) {
    return {text.data(), static_cast<std::int32_t>(text.size())};
}

}  // namespace

std::expected<Collation, LocaleError> Collation::open(std::string_view tag) {
    const auto locale = locale_of_tag(tag);
    if (!locale) return std::unexpected{locale.error()};
    UErrorCode status = U_ZERO_ERROR;
    auto state = std::make_unique<State>();
    state->collator.reset(icu::Collator::createInstance(*locale, status));
    if (U_SUCCESS(status)) {
        state->collator->setAttribute(UCOL_NUMERIC_COLLATION, UCOL_ON, status);
    }
    if (U_FAILURE(status)) return std::unexpected{LocaleError::unknown_language};
    return Collation{std::move(state)};
}

Collation::Collation(std::unique_ptr<State> state) : state_(std::move(state)) {}
Collation::Collation(Collation&&) noexcept = default;
Collation& Collation::operator=(Collation&&) noexcept = default;
Collation::~Collation() = default;

int Collation::compare(std::string_view a, std::string_view b) const {
    UErrorCode status = U_ZERO_ERROR;
    const auto order = state_->collator->compareUTF8(piece(a), piece(b), status);
    POS_ASSERT(U_SUCCESS(status));
    return order;
}

std::string Collation::key(std::string_view text) const {
    UErrorCode status = U_ZERO_ERROR;
    icu::CollationKey key;
    state_->collator->getCollationKey(icu::UnicodeString::fromUTF8(piece(text)), key, status);
    POS_ASSERT(U_SUCCESS(status));
    std::int32_t length = 0;
    const std::uint8_t* const bytes = key.getByteArray(length);
    return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length)};
}

}  // namespace pos::locale
