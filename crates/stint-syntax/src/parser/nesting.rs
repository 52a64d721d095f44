//! How deep the grammar may nest, on which stack.

use super::Parser;

/// Rules nested deeper than this make a script too complex. Three or four rules go to one pair of parentheses.
const DEEPEST: u32 = 2_000;
/// Rules nested deeper than this run on a stack of their own, so that the caller's stack need not be large.
const OWN_STACK: u32 = 80;
const OWN_STACK_SIZE: usize = 64 << 20;

impl<'t, 's> Parser<'t, 's> {
    /// Runs a rule one level deeper; none when that is too deep.
    pub(super) fn deeper<R: Send>(
        &mut self,
        rule: impl FnOnce(&mut Self) -> Option<R> + Send,
    ) -> Option<R> {
        let shared = &mut *self.lexer.shared;
        shared.depth += 1;
        shared.deepest = shared.deepest.max(shared.depth);
        let result = match self.lexer.shared.depth {
            depth if depth > DEEPEST => {
                let here = self.lexer.current_extent();
                self.lexer.shared.abort(here);
                None
            }
            OWN_STACK => self.on_own_stack(rule),
            _ => rule(self),
        };
        self.lexer.shared.depth -= 1;
        result
    }

    fn on_own_stack<R: Send>(
        &mut self,
        rule: impl FnOnce(&mut Self) -> Option<R> + Send,
    ) -> Option<R> {
        let here = self.lexer.current_extent();
        let parser = &mut *self;
        let result = std::thread::scope(|scope| {
            let thread = std::thread::Builder::new()
                .stack_size(OWN_STACK_SIZE)
                .spawn_scoped(scope, move || rule(parser));
            thread.ok().map(|thread| match thread.join() {
                Ok(result) => result,
                Err(panic) => std::panic::resume_unwind(panic),
            })
        });
        result.unwrap_or_else(|| {
            self.lexer.shared.abort(here);
            None
        })
    }
}
