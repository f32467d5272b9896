#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/till/ui/texts.hpp"
#include "app/till/ui/theme.hpp"

namespace till::ui {

/// Themes and languages: from a folder laid out like `assets/` where it has the file, else from the
/// copies that are built into the program, so that it runs from anywhere.
class Assets {
public:
    Assets() = default;  ///< the built-in copies only
    explicit Assets(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// errors: one sentence that names the file, the place in it and the reason; for an unknown
    /// name, the names there are
    std::expected<Theme, std::string> theme(std::string_view name) const;
    /// Texts that speak of a key name the one that `keys` has.
    std::expected<Texts, std::string> texts(std::string_view language,
                                            const KeyMap& keys = {}) const;

    static std::vector<std::string> themes();     ///< "dark", "dark-safe"
    static std::vector<std::string> languages();  ///< "de", "en"

private:
    std::expected<std::string, std::string> read(const std::string& path) const;

    std::filesystem::path folder_;
};

}  // namespace till::ui
