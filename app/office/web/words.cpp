#include "app/office/web/words.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/office/web/files.hpp"
#include "pos/base/assert.hpp"

namespace app::office::web {

Words Words::read(std::string_view code, std::string_view locale_tag) {
    auto locale = pos::locale::Locale::open(locale_tag);
    POS_ASSERT(locale);
    Words words{std::string{code}, std::move(*locale)};
    const auto json = nlohmann::json::parse(embedded("languages/office/" + words.code_ + ".json"),
                                            nullptr, false);
    POS_ASSERT(json.is_object());
    for (const auto& [name, text] : json.items()) words.texts_[name] = text.get<std::string>();
    return words;
}

const std::vector<Words>& Words::all() {
    static const std::vector<Words> languages = [] {
        std::vector<Words> made;
        made.push_back(read("en", "en-GB"));
        made.push_back(read("de", "de"));
        return made;
    }();
    return languages;
}

const Words& Words::choose(std::string_view code, std::string_view accept_language) {
    const auto known = [](std::string_view of) {
        const auto found = std::ranges::find(all(), of, &Words::code);
        return found == all().end() ? nullptr : &*found;
    };
    if (const Words* const chosen = known(code)) return *chosen;
    // Browsers name languages in the order of their liking.
    while (!accept_language.empty()) {
        std::string_view one = accept_language.substr(0, accept_language.find(','));
        accept_language.remove_prefix(std::min(one.size() + 1, accept_language.size()));
        one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
        if (const Words* const liked = known(one.substr(0, one.find_first_of("-;")))) return *liked;
    }
    return all().front();
}

const std::string& Words::operator[](std::string_view name) const {
    const auto found = texts_.find(name);
    POS_ASSERT(found != texts_.end());
    return found->second;
}

std::string Words::with(std::string_view name, std::span<const Argument> arguments) const {
    const std::string& text = (*this)[name];
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t close = text[i] == '{' ? text.find('}', i) : text.npos;
        const std::string_view inner = close == text.npos
                                           ? std::string_view{}
                                           : std::string_view{text}.substr(i + 1, close - i - 1);
        const auto found = std::ranges::find_if(
            arguments, [&](const auto& one) { return !inner.empty() && one.first == inner; });
        if (found == arguments.end()) {
            out += text[i++];
        } else {
            out += found->second;
            i = close + 1;
        }
    }
    return out;
}

}  // namespace app::office::web
