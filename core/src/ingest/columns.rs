//! What is done to a dense column as a whole, whatever its type.

use bytemuck::Pod;

use crate::blocks;

/// Something done to a column.
pub(crate) trait Change {
    /// Does it.
    fn of<T: Pod + PartialEq>(&self, column: &mut Vec<T>);
}

/// Makes room for so many further rows, as far as there is some: columns that grow by doubling copy themselves,
/// and leave holes.
pub(crate) struct Room(pub(crate) usize);

impl Change for Room {
    fn of<T: Pod + PartialEq>(&self, column: &mut Vec<T>) {
        // Without the room the column grows as it must.
        let _ = column.try_reserve_exact(self.0);
    }
}

/// Brings the rows into an order: the new place of each old row. Rows are read as they stand and written to as many
/// places as there are cells, whose lines the processor's cache can hold; the other way round each value that is read
/// would lie in a line of its own.
pub(crate) struct Arrange<'a>(pub(crate) &'a [u32]);

impl Change for Arrange<'_> {
    fn of<T: Pod + PartialEq>(&self, column: &mut Vec<T>) {
        #[inline(never)]
        fn scatter<T: Copy>(arranged: &mut [T], column: &[T], places: &[u32]) {
            for (&value, &place) in column.iter().zip(places) {
                arranged[place as usize] = value;
            }
        }
        // What an export does not have is the same on every row.
        if blocks::are_constant(column) {
            return;
        }
        let mut arranged = column.clone();
        for (values, places) in column.chunks(blocks::ROWS).zip(self.0.chunks(blocks::ROWS)) {
            scatter(&mut arranged, values, places);
        }
        *column = arranged;
    }
}

/// Gives each row the new number of its old one.
pub(crate) fn renumber<T: Copy + Into<u32>>(column: &mut [T], numbers: &[T]) {
    #[inline(never)]
    fn change<T: Copy + Into<u32>>(column: &mut [T], numbers: &[T]) {
        for number in column {
            *number = numbers[Into::<u32>::into(*number) as usize];
        }
    }
    let mut places = (0_u32..).zip(numbers);
    // Words that came in their order keep their numbers.
    if places.all(|(old, &new)| new.into() == old) {
        return;
    }
    for block in column.chunks_mut(blocks::ROWS) {
        change(block, numbers);
    }
}
