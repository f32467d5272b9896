#include "app/counterfoil/process/usb_guest.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "app/core/ending.hpp"

namespace app::counterfoil {

namespace {

core::Failure not_started(const std::string& what) {
    return {core::FailureKind::environment,
            what + " cannot be started: " + std::system_category().message(errno) + "."};
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

}  // namespace

core::Failure become_program_beside(const std::string& name, std::vector<std::string> words) {
    std::error_code ignored;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
    const std::string beside = self.parent_path() / name;
    words.insert(words.begin(), beside);
    ::execv(beside.c_str(), pointers_to(words).data());
    core::Failure failure = not_started(beside);
    failure.words += " It comes with this program.";
    return failure;
}

UsbGuest::UsbGuest() {
    core::hold_signals();
}

std::expected<void, core::Failure> UsbGuest::start(std::vector<std::string> words, Input input) {
    const std::vector<char*> arguments = pointers_to(words);
    child_ = ::fork();
    if (child_ < 0) return std::unexpected{not_started(words.front())};
    if (child_ > 0) return {};
    const sigset_t signals = core::ending_signals();
    ::sigprocmask(SIG_UNBLOCK, &signals, nullptr);
    if (input == Input::none && std::freopen("/dev/null", "r", stdin) == nullptr) ::_exit(126);
    ::execvp(arguments[0], arguments.data());
    std::perror(arguments[0]);
    ::_exit(127);
}

bool UsbGuest::has_ended() {
    if (over_) return true;
    if (core::told_to_end()) ::kill(child_, SIGTERM);
    over_ = ::waitpid(child_, &status_, WNOHANG) == child_;
    return over_;
}

int UsbGuest::wait() {
    if (!over_) over_ = ::waitpid(child_, &status_, 0) == child_;
    return WIFEXITED(status_) ? WEXITSTATUS(status_) : 1;
}

}  // namespace app::counterfoil
