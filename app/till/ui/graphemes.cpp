#include "app/till/ui/graphemes.hpp"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

namespace till::ui {

struct Graphemes::State {
    std::size_t size{0};
    UText text = UTEXT_INITIALIZER;
    std::unique_ptr<icu::BreakIterator> iterator;
};

Graphemes::Graphemes(std::string_view text) : state_(std::make_unique<State>()) {
    state_->size = text.size();
    UErrorCode status = U_ZERO_ERROR;
    state_->iterator.reset(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    utext_openUTF8(&state_->text, text.data(), static_cast<std::int64_t>(text.size()), &status);
    if (state_->iterator) state_->iterator->setText(&state_->text, status);
    if (U_FAILURE(status)) state_->iterator.reset();
}

Graphemes::~Graphemes() {
    utext_close(&state_->text);
}

std::size_t Graphemes::before(std::size_t at) const {
    if (at == 0 || !state_->iterator) return 0;
    const std::int32_t border = state_->iterator->preceding(static_cast<std::int32_t>(at));
    return border < 0 ? 0 : static_cast<std::size_t>(border);
}

std::size_t Graphemes::behind(std::size_t at) const {
    if (at >= state_->size || !state_->iterator) return state_->size;
    const std::int32_t border = state_->iterator->following(static_cast<std::int32_t>(at));
    return border < 0 ? state_->size : static_cast<std::size_t>(border);
}

}  // namespace till::ui
