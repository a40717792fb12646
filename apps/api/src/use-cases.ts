import { authenticateToken } from '@interlock/use-cases/accounts/authenticate-token';
import { searchTrains } from '@interlock/use-cases/availability/search-trains';
import { cancelBooking } from '@interlock/use-cases/bookings/cancel-booking';
import { getBooking } from '@interlock/use-cases/bookings/get-booking';
import { holdSeats } from '@interlock/use-cases/bookings/hold-seats';
import { startPayment } from '@interlock/use-cases/bookings/start-payment';
import { receiveEvent } from '@interlock/use-cases/payments/receive-event';
import { addTraveller } from '@interlock/use-cases/travellers/add-traveller';
import { listTravellers } from '@interlock/use-cases/travellers/list-travellers';
import { removeTraveller } from '@interlock/use-cases/travellers/remove-traveller';

/** Everything this process can do, one use case per line; transport tests hand the routes others. */
export const apiUseCases = {
  addTraveller,
  authenticateToken,
  cancelBooking,
  getBooking,
  holdSeats,
  listTravellers,
  receiveEvent,
  removeTraveller,
  searchTrains,
  startPayment,
};

export type ApiUseCases = typeof apiUseCases;
