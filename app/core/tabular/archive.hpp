#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>

namespace app::core::tabular {

/// A zip archive in memory, of which single files are read by name.
class Archive {
public:
    /// `bytes` outlive it.
    ///
    /// errors: in words for people: cut off, encrypted, or no archive
    static std::expected<Archive, std::string> open(std::string_view bytes);

    bool has(std::string_view name) const { return files_.contains(name); }
    /// The file's contents; errors as above, and a file larger than `bytes_max`.
    std::expected<std::string, std::string> read(std::string_view name,
                                                 std::size_t bytes_max) const;

private:
    struct File {
        std::size_t at{0};  // of its own header
        std::size_t packed{0};
        std::size_t unpacked{0};
        unsigned method{0};
    };

    explicit Archive(std::string_view bytes) : bytes_{bytes} {}

    std::string_view bytes_;
    std::map<std::string, File, std::less<>> files_;
};

}  // namespace app::core::tabular
