#include "app/core/tabular/input.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>

#include "pos/journal/hash.hpp"

namespace app::core::tabular {

namespace {

InputError system_error(InputErrorKind kind, const std::string& path) {
    return {kind, path, std::strerror(errno)};
}

/// A file descriptor that is closed with its owner, but for standard input.
class FileInput final : public Input {
public:
    FileInput(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}
    FileInput(const FileInput&) = delete;
    FileInput& operator=(const FileInput&) = delete;
    ~FileInput() override {
        if (fd_ != STDIN_FILENO) ::close(fd_);
    }

    std::expected<std::size_t, InputError> read(std::span<char> out) override {
        for (;;) {
            const auto got = ::read(fd_, out.data(), out.size());
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) return std::unexpected{system_error(InputErrorKind::cannot_read, path_)};
            const auto size = static_cast<std::size_t>(got);
            hasher_.update(pos::as_bytes({out.data(), size}));
            progress_.bytes_read += size;
            return size;
        }
    }
    Progress progress() const override { return progress_; }
    pos::Hash finish_hash() override { return hasher_.finish(); }
    void set_total(std::uint64_t bytes) { progress_.bytes_total = bytes; }

private:
    int fd_;
    std::string path_;
    Progress progress_;
    pos::journal::Hasher hasher_;
};

class MemoryInput final : public Input {
public:
    MemoryInput(std::string_view bytes, std::size_t piece) : bytes_(bytes), piece_(piece) {}

    std::expected<std::size_t, InputError> read(std::span<char> out) override {
        const std::size_t size = std::min({out.size(), piece_, bytes_.size() - at_});
        std::copy_n(bytes_.data() + at_, size, out.data());
        at_ += size;
        return size;
    }
    Progress progress() const override { return {at_, bytes_.size()}; }
    pos::Hash finish_hash() override {
        return pos::journal::blake2b(pos::as_bytes(bytes_.substr(0, at_)));
    }

private:
    std::string_view bytes_;
    std::size_t piece_;
    std::size_t at_{0};
};

class LimitedInput final : public Input {
public:
    LimitedInput(std::size_t bytes_max, std::unique_ptr<Input> input, std::string source)
        : left_{bytes_max}, input_{std::move(input)}, source_{std::move(source)} {}

    std::expected<std::size_t, InputError> read(std::span<char> out) override {
        const auto got = input_->read(out);
        if (!got) return got;
        if (*got > left_) {
            return std::unexpected{InputError{InputErrorKind::too_long, source_, {}}};
        }
        left_ -= *got;
        return got;
    }
    Progress progress() const override { return input_->progress(); }
    pos::Hash finish_hash() override { return input_->finish_hash(); }

private:
    std::size_t left_;
    std::unique_ptr<Input> input_;
    std::string source_;
};

}  // namespace

std::string to_string(const InputError& error) {
    const std::string name = error.source == "-" ? "standard input" : error.source;
    switch (error.kind) {
        case InputErrorKind::not_found:
            return fmt::format("{} does not exist", name);
        case InputErrorKind::is_a_folder:
            return fmt::format("{} is a folder, not a file", name);
        case InputErrorKind::cannot_read:
            return fmt::format("{} cannot be read: {}", name, error.detail);
        case InputErrorKind::other_spreadsheet:
            return fmt::format("{} is {}: save it there as .xlsx or as CSV", name, error.detail);
        case InputErrorKind::no_table:
            return fmt::format(
                "{} is no spreadsheet and no table of text: save it as .xlsx or as CSV in the "
                "program it comes from",
                name);
        case InputErrorKind::bad_compression:
            return fmt::format("{} cannot be unpacked: {}", name, error.detail);
        case InputErrorKind::too_long:
            return fmt::format("{} is too long: split it", name);
    }
    return name;
}

std::expected<std::unique_ptr<Input>, InputError> open_input(const std::string& path,
                                                             PdfFiles pdf) {
    int fd = STDIN_FILENO;
    if (path != "-") fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        const bool missing = errno == ENOENT || errno == ENOTDIR;
        return std::unexpected{
            system_error(missing ? InputErrorKind::not_found : InputErrorKind::cannot_read, path)};
    }
    auto file = std::make_unique<FileInput>(fd, path);
    struct stat status{};
    if (::fstat(fd, &status) != 0) {
        return std::unexpected{system_error(InputErrorKind::cannot_read, path)};
    }
    if (S_ISDIR(status.st_mode)) {
        return std::unexpected{InputError{InputErrorKind::is_a_folder, path, {}}};
    }
    if (S_ISREG(status.st_mode)) file->set_total(static_cast<std::uint64_t>(status.st_size));
    return unpacked(std::move(file), path, pdf);
}

std::unique_ptr<Input> no_longer_than(std::size_t bytes_max, std::unique_ptr<Input> input,
                                      std::string source) {
    return std::make_unique<LimitedInput>(bytes_max, std::move(input), std::move(source));
}

std::unique_ptr<Input> memory_input(std::string_view bytes, std::size_t piece) {
    return std::make_unique<MemoryInput>(bytes, piece);
}

}  // namespace app::core::tabular
