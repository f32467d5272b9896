#include "app/core/pictures.hpp"

#include <sodium.h>

#include <array>
#include <fstream>
#include <iterator>

#include "pos/catalog/item.hpp"

namespace app::core {

namespace {

namespace fs = std::filesystem;

/// Whole or not at all: written beside, then put in place.
bool write_whole(const fs::path& file, const std::string& bytes) {
    std::error_code error;
    if (fs::exists(file, error)) return true;
    fs::create_directories(file.parent_path(), error);
    const fs::path part = file.string() + ".part";
    {
        std::ofstream out{part, std::ios::binary};
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        out.close();
        if (!out) return false;
    }
    fs::rename(part, file, error);
    return !error;
}

}  // namespace

std::string name_of_contents(std::string_view bytes) {
    constexpr std::size_t kHashBytes = crypto_generichash_BYTES_MIN;
    constexpr std::size_t kDigits = 20;
    std::array<unsigned char, kHashBytes> hash{};
    crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr,
                       0);
    std::array<char, 2 * kHashBytes + 1> text{};
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    return std::string{text.data(), kDigits};
}

fs::path pictures_folder(const pos::store::db::DbTarget& target) {
    const bool file = target.engine == pos::store::db::Engine::sqlite;
    return file ? fs::path{target.where + ".pictures"} : fs::path{};
}

std::expected<std::string, PictureProblem> keep_picture(std::string_view named,
                                                        const fs::path& from,
                                                        const fs::path& folder) {
    if (named.find('/') == std::string_view::npos) {
        const bool bad =
            named == "." || named == ".." || named.size() > pos::catalog::kPictureBytesMax;
        if (bad) return std::unexpected{PictureProblem::bad_name};
        return std::string{named};
    }
    const fs::path source = from / fs::path{named};
    std::error_code error;
    if (!fs::is_regular_file(source, error)) return std::unexpected{PictureProblem::missing};
    std::ifstream in{source, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    if (in.bad()) return std::unexpected{PictureProblem::missing};
    const std::string name = name_of_contents(bytes) + source.extension().string();
    if (name.size() > pos::catalog::kPictureBytesMax || folder.empty() ||
        !write_whole(folder / name, bytes))
        return std::unexpected{PictureProblem::not_kept};
    return name;
}

}  // namespace app::core
