#pragma once

#include <filesystem>
#include <string>

#include "app/core/failure.hpp"

namespace app::core::bench {

/// A folder of its own that is gone, with all in it, when this is.
class Scratch {
public:
    /// Makes it in `where`, or where this machine keeps temporary files.
    static Outcome<Scratch> make(const std::filesystem::path& where);
    ~Scratch();
    Scratch(Scratch&& other) noexcept;
    Scratch& operator=(Scratch&&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::string file(std::string_view name) const { return (path_ / name).string(); }
    /// Whether it lies in memory, where a sync costs nothing.
    bool in_memory() const;

private:
    explicit Scratch(std::filesystem::path path) : path_{std::move(path)} {}
    std::filesystem::path path_;  // empty once moved from
};

/// Copies a shop that nobody has open: its database and its key.
Outcome<void> copy_shop(const std::string& from, const std::string& to);
/// Removes a shop that nobody has open, with everything beside it.
void remove_shop(const std::string& where);

}  // namespace app::core::bench
