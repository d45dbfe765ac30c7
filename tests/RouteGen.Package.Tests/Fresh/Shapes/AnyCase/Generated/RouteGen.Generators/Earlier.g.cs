#error An earlier build wrote this, and the generator writes it anew.
