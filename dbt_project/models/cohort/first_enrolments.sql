with firsts as (
    -- R30, R33: dual or not apart; which is the first is decided over all delivered years
    select
        leerling_id,
        leerjaar,
        is_p_dual_goal,
        min(schooljaar) as schooljaar
    from {{ ref('count_day_enrolments') }}
    where (is_p_goal or is_p_dual_goal) and leerjaar in ('6', '7')
    group by leerling_id, leerjaar, is_p_dual_goal
),

enrolments as (
    -- a pupil has one count-day enrolment per school year
    select chosen.*
    from {{ ref('count_day_enrolments') }} as chosen
    semi join firsts on chosen.leerling_id = firsts.leerling_id and chosen.schooljaar = firsts.schooljaar
),

repeated as (
    -- a dual pupil who was in the same leerjaar before, not dual; a group that is gone has no form
    select distinct
        enrolments.leerling_id,
        enrolments.schooljaar
    from enrolments
    inner join {{ ref('count_day_enrolments') }} as earlier
        on enrolments.leerling_id = earlier.leerling_id and enrolments.leerjaar = earlier.leerjaar
    where
        enrolments.is_p_dual_goal
        and enrolments.schooljaar > earlier.schooljaar
        and earlier.aanbieder = 'VOLTIJDS'
        and earlier.onderwijsvorm in ('BSO', 'TSO')
        and not earlier.is_p_dual_all
)

select
    enrolments.leerling_id,
    enrolments.schooljaar,
    enrolments.onderwijsvorm,
    enrolments.leerjaar,
    enrolments.studiegebied,
    enrolments.studierichting,
    enrolments.instellingsnummer,
    enrolments.stageverplichting,
    enrolments.is_p_dual_goal as is_duaal,
    certificates.has_studiebewijs,
    case when enrolments.is_p_dual_goal then repeated.leerling_id is not null end as is_eerder_niet_duaal,
    enrolments.source_line
from enrolments
left join {{ ref('enrolment_certificates') }} as certificates
    on enrolments.leerling_id = certificates.leerling_id and enrolments.schooljaar = certificates.schooljaar
left join repeated on enrolments.leerling_id = repeated.leerling_id and enrolments.schooljaar = repeated.schooljaar
