select
    enrolments.schooljaar,
    enrolments.onderwijsvorm,
    enrolments.leerjaar,
    enrolments.studiegebied,
    enrolments.stageverplichting,
    -- R20: of the enrolment's own school year, where registration is known
    pupils.stageregistratie <> 'geen' as has_stageregistratie,
    enrolments.has_studiebewijs,
    cast(count(*) as bigint) as n_leerlingen
from {{ ref('first_enrolments') }} as enrolments
inner join {{ ref('internship_pupils') }} as pupils
    on enrolments.leerling_id = pupils.leerling_id and enrolments.schooljaar = pupils.schooljaar
-- a dual pupil is not in P_STAGE
where not enrolments.is_duaal and pupils.stageregistratie is not null
group by 1, 2, 3, 4, 5, 6, 7
