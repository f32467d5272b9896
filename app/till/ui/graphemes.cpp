#include "app/till/ui/graphemes.hpp"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

namespace till::ui {

namespace {

/// Whether a character neither takes in what follows nor is taken in by what comes before: between
/// two of these there is a border (rule GB999; every rule that joins needs another sort).
bool stands_alone(UChar32 character) {
    return character >= 0 &&
           u_getIntPropertyValue(character, UCHAR_GRAPHEME_CLUSTER_BREAK) == U_GCB_OTHER;
}

}  // namespace

struct Graphemes::State {
    UText text = UTEXT_INITIALIZER;
    std::unique_ptr<icu::BreakIterator> iterator;

    ~State() { utext_close(&text); }
};

Graphemes::Graphemes(std::string_view text) : text_(text) {}

Graphemes::~Graphemes() = default;

Graphemes::State* Graphemes::iterator() const {
    if (state_) return state_.get();
    state_ = std::make_unique<State>();
    UErrorCode status = U_ZERO_ERROR;
    state_->iterator.reset(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    utext_openUTF8(&state_->text, text_.data(), static_cast<std::int64_t>(text_.size()), &status);
    if (state_->iterator) state_->iterator->setText(&state_->text, status);
    if (U_FAILURE(status)) state_->iterator.reset();
    return state_.get();
}

std::size_t Graphemes::before(std::size_t at) const {
    if (at == 0) return 0;
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text_.data());
    auto back = static_cast<std::int32_t>(at);
    UChar32 last = 0;
    U8_PREV(bytes, 0, back, last);
    const auto border = static_cast<std::size_t>(back);
    if (back == 0) return 0;
    UChar32 other = 0;
    U8_PREV(bytes, 0, back, other);
    if (stands_alone(last) && stands_alone(other)) return border;
    const State& state = *iterator();
    if (!state.iterator) return 0;
    const std::int32_t found = state.iterator->preceding(static_cast<std::int32_t>(at));
    return found < 0 ? 0 : static_cast<std::size_t>(found);
}

std::size_t Graphemes::behind(std::size_t at) const {
    const auto size = static_cast<std::int64_t>(text_.size());
    auto next = static_cast<std::int64_t>(at);
    if (next >= size) return text_.size();
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text_.data());
    UChar32 first = 0;
    U8_NEXT(bytes, next, size, first);
    const auto border = static_cast<std::size_t>(next);
    if (next == size) return text_.size();
    UChar32 other = 0;
    U8_NEXT(bytes, next, size, other);
    if (stands_alone(first) && stands_alone(other)) return border;
    const State& state = *iterator();
    if (!state.iterator) return text_.size();
    const std::int32_t found = state.iterator->following(static_cast<std::int32_t>(at));
    return found < 0 ? text_.size() : static_cast<std::size_t>(found);
}

}  // namespace till::ui
