select
    leavers.schooljaar,
    leavers.onderwijsvorm,
    leavers.leerjaar,
    leavers.studiegebied,
    leavers.stageverplichting,
    leavers.kwalificatie,
    quarters.kwartaal,
    studying.leaver_nr is not null as is_in_hoger_onderwijs,
    cast(count(*) as bigint) as n_leavers
from {{ ref('leaver_quarters') }} as quarters
-- R72: quarters of a delivered academic year
semi join {{ ref('academic_quarters') }} as academic
    on quarters.schooljaar = academic.schooljaar and quarters.kwartaal = academic.kwartaal
inner join {{ ref('leavers') }} as leavers on quarters.leaver_nr = leavers.leaver_nr
left join {{ ref('higher_education_quarters') }} as studying
    on quarters.leaver_nr = studying.leaver_nr and quarters.kwartaal = studying.kwartaal
where quarters.arbeidsmarktstatus = 'niet beschikbaar'
group by
    leavers.schooljaar,
    leavers.onderwijsvorm,
    leavers.leerjaar,
    leavers.studiegebied,
    leavers.stageverplichting,
    leavers.kwalificatie,
    quarters.kwartaal,
    studying.leaver_nr is not null
