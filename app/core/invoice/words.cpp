#include "app/core/invoice/words.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/core/invoice/embedded.hpp"
#include "pos/base/assert.hpp"

namespace app::core::invoice {

Words Words::read(std::string_view language) {
    auto locale = pos::locale::Locale::open(language == "en" ? "en-GB" : language);
    POS_ASSERT(locale);
    Words words{std::move(*locale)};
    const auto files = embedded_files();
    const auto file = std::ranges::find(
        files, "languages/invoice/" + std::string{language} + ".json", &EmbeddedFile::path);
    POS_ASSERT(file != files.end());
    const auto json = nlohmann::json::parse(file->bytes, nullptr, false);
    POS_ASSERT(json.is_object());
    for (const auto& [name, text] : json.items()) words.texts_[name] = text.get<std::string>();
    return words;
}

const std::string& Words::operator[](std::string_view name) const {
    const auto found = texts_.find(name);
    POS_ASSERT(found != texts_.end());
    return found->second;
}

std::string_view Words::find(std::string_view name, std::string_view otherwise) const {
    const auto found = texts_.find(name);
    return found == texts_.end() ? otherwise : std::string_view{found->second};
}

std::string Words::with(
    std::string_view name,
    std::initializer_list<std::pair<std::string_view, std::string_view>> put) const {
    std::string text = (*this)[name];
    for (const auto& [key, value] : put) {
        const std::string hole = "{" + std::string{key} + "}";
        const std::size_t at = text.find(hole);
        if (at != std::string::npos) text.replace(at, hole.size(), value);
    }
    return text;
}

}  // namespace app::core::invoice
