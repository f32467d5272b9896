#pragma once

#include <string>
#include <vector>

#include "app/counterfoil/command.hpp"
#include "tests/contract/store/either_engine.hpp"
#include "tests/support/seeded_random.hpp"

namespace test {

/// What one command line came to.
struct Said {
    app::counterfoil::Exit exit{};
    std::string out;
    std::string err;
};

/// A clock that goes on by a second each time it is asked.
class TickingClock : public pos::Clock {
public:
    pos::Instant now() override { return now_ = {now_.unix_ms + 1'000}; }

private:
    pos::Instant now_{1'763'800'000'000};
};

/// The command line, with an empty database of either engine to name.
class CommandLine : public EitherEngine {
protected:
    CommandLine();

    std::string db() const;  // what `--db` is told
    std::string file(const std::string& name) const { return directory_.file(name); }
    /// The path of a new file with these contents.
    std::string file_of(const std::string& name, const std::string& contents) const;

    Said run(const std::vector<std::string>& words, const std::string& input = {});
    /// The same with `--db` behind it; a failure of the test unless it is done.
    Said done(std::vector<std::string> words);
    /// The same, but it must end otherwise, with words and without data.
    std::string refused(app::counterfoil::Exit exit, std::vector<std::string> words);

    Said init(const std::vector<std::string>& more = {});
    /// Rings up a few sales, among them a refund and a stock adjustment.
    void ring_some();

private:
    TickingClock clock_;
    SeededRandom random_{20'101'201};
};

}  // namespace test
