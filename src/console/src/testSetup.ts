import { configure } from '@testing-library/react';

// How long `findBy` and `waitFor` look before they give up.
configure({ asyncUtilTimeout: 20_000 });
