#include "pos/journal/key_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>

namespace pos::journal {

namespace {

/// An open file, closed when it goes.
class File {
public:
    File(const std::filesystem::path& path, int flags)
        : number_{::open(path.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR)} {}
    ~File() {
        if (number_ >= 0) ::close(number_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    explicit operator bool() const { return number_ >= 0; }
    int number() const { return number_; }
    bool sync() const { return ::fsync(number_) == 0; }

private:
    int number_;
};

bool read_all(const File& file, std::span<std::byte> into) {
    while (!into.empty()) {
        const ssize_t got = ::read(file.number(), into.data(), into.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        into = into.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

bool write_all(const File& file, std::span<const std::byte> from) {
    while (!from.empty()) {
        const ssize_t put = ::write(file.number(), from.data(), from.size());
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        from = from.subspan(static_cast<std::size_t>(put));
    }
    return true;
}

bool write_durably(const std::filesystem::path& path, const SigningKey& key) {
    const File file{path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW};
    return file && ::fchmod(file.number(), S_IRUSR | S_IWUSR) == 0 &&
           write_all(file, key.secret().bytes()) && file.sync();
}

bool sync_folder_of(const std::filesystem::path& path) {
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
    const File file{folder, O_RDONLY | O_DIRECTORY};
    return file && file.sync();
}

}  // namespace

std::filesystem::path key_path(const std::filesystem::path& database) {
    return std::filesystem::path{database.native() + ".key"};
}

std::expected<SigningKey, KeyFileError> load_key(const std::filesystem::path& path) {
    const File file{path, O_RDONLY | O_NONBLOCK};  // else opening a pipe would wait for its writer
    if (!file) {
        return std::unexpected{errno == ENOENT ? KeyFileError::missing : KeyFileError::cannot_read};
    }
    struct stat info{};
    if (::fstat(file.number(), &info) != 0) return std::unexpected{KeyFileError::cannot_read};
    if (!S_ISREG(info.st_mode)) return std::unexpected{KeyFileError::not_a_file};
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) return std::unexpected{KeyFileError::too_open};
    if (info.st_size != SecretBytes::kSize) return std::unexpected{KeyFileError::wrong_length};
    SecretBytes secret;
    if (!read_all(file, secret.bytes())) return std::unexpected{KeyFileError::cannot_read};
    auto key = SigningKey::from_secret(std::move(secret));
    if (!key) return std::unexpected{KeyFileError::damaged};
    return std::move(*key);
}

std::expected<void, KeyFileError> create_key_file(const std::filesystem::path& path,
                                                  const SigningKey& key) {
    const std::filesystem::path fresh{path.native() + ".new"};
    ::unlink(fresh.c_str());  // of a creation that was cut off
    if (!write_durably(fresh, key)) {
        const bool full = errno == ENOSPC || errno == EDQUOT;
        ::unlink(fresh.c_str());
        return std::unexpected{full ? KeyFileError::disk_full : KeyFileError::cannot_write};
    }
    // A link rather than a rename: as atomic, and it refuses to replace a key that is there.
    const bool linked = ::link(fresh.c_str(), path.c_str()) == 0;
    const bool exists = !linked && errno == EEXIST;
    ::unlink(fresh.c_str());
    if (exists) return std::unexpected{KeyFileError::exists};
    if (!linked || !sync_folder_of(path)) return std::unexpected{KeyFileError::cannot_write};
    return {};
}

}  // namespace pos::journal
